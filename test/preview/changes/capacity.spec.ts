import assert from "node:assert/strict";

import { type DeclaredResource, mostPodsByWorkload } from "../../../preview/changes/autoscaling";
import { noCapacity, podCount, stackCapacity } from "../../../preview/changes/capacity";
import { formatBytes } from "../../../preview/changes/quantity";

const gibibyte = 2 ** 30;
const capacityOf = (resources: DeclaredResource[]) =>
    stackCapacity(resources, mostPodsByWorkload(resources));

describe("what a workload asks of the cluster", () => {
    const broker = {
        spec: {
            replicas: 3,
            template: {
                spec: {
                    containers: [
                        { resources: { requests: { cpu: "1500m", memory: "2Gi" } } },
                        { resources: { limits: { cpu: 1, memory: "512Mi" } } },
                    ],
                },
            },
            volumeClaimTemplates: [{ spec: { resources: { requests: { storage: "20Gi" } } } }],
        },
    };

    it("is its pods times their requests, a limit counting where there is no request", () => {
        const resources = [{ type: "kubernetes:apps/v1:StatefulSet", inputs: broker }];
        assert.deepEqual(capacityOf(resources), {
            pods: 3,
            cores: 7.5,
            memoryBytes: 7.5 * gibibyte,
            storageBytes: 60 * gibibyte,
        });
    });

    for (const kind of ["Deployment", "StatefulSet", "ReplicaSet"]) {
        it(`counts the pods of a ${kind}`, () => {
            const resources = [{ type: `kubernetes:apps/v1:${kind}`, inputs: broker }];
            assert.equal(capacityOf(resources).pods, 3);
        });
    }

    it("counts the storage of a claim by itself", () => {
        const inputs = { spec: { resources: { requests: { storage: "20Gi" } } } };
        const resources = [{ type: "kubernetes:core/v1:PersistentVolumeClaim", inputs }];
        assert.deepEqual(capacityOf(resources), { ...noCapacity, storageBytes: 20 * gibibyte });
    });

    it("is one pod where replicas are left out, and nothing where they are not known yet", () => {
        assert.equal(podCount({ spec: {} }), 1);
        assert.equal(
            podCount({ spec: { replicas: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } }),
            undefined,
        );
    });

    it("is nothing for what runs no pods", () => {
        const resources = [{ type: "kubernetes:core/v1:Service", inputs: broker }];
        assert.deepEqual(capacityOf(resources), noCapacity);
    });

    const worker = (namespace: string) => ({
        type: "kubernetes:apps/v1:Deployment",
        inputs: { metadata: { name: "orders-worker", namespace }, spec: {} },
    });
    const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "orders-worker" };
    const scaledObject = "kubernetes:keda.sh/v1alpha1:ScaledObject";
    const autoscalers: [what: string, type: string, spec: object, pods: number][] = [
        ["a ScaledObject gives it", scaledObject, { scaleTargetRef, maxReplicaCount: 10 }, 11],
        ["KEDA gives it by default", scaledObject, { scaleTargetRef }, 101],
        [
            "a HorizontalPodAutoscaler gives it",
            "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
            { scaleTargetRef, maxReplicas: 7 },
            8,
        ],
    ];
    for (const [what, type, spec, pods] of autoscalers) {
        it(`is the most pods that ${what}, and one for its namesake in another namespace`, () => {
            const autoscaler = { type, inputs: { metadata: { namespace: "shop" }, spec } };
            const resources = [worker("shop"), worker("other"), autoscaler];
            assert.equal(capacityOf(resources).pods, pods);
        });
    }

    it("is one pod where what the autoscaler may do is not known yet", () => {
        const spec = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        const inputs = { metadata: { namespace: "shop" }, spec };
        assert.equal(capacityOf([worker("shop"), { type: scaledObject, inputs }]).pods, 1);
    });
});

describe("a number of bytes", () => {
    it("is told in GiB, or in MiB where it is small", () => {
        assert.equal(formatBytes(1.5 * gibibyte), "1.5 GiB");
        assert.equal(formatBytes(gibibyte / 4), "256 MiB");
    });
});
