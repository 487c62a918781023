import { deepEqual } from "node:assert/strict";

import { workloadMinimum } from "../../../../policy/rules/replica/workloadMinimum";
import { describeRule } from "../../describeRule";
import { judge, unknown } from "../../judge";
import { changed, resource, shopStack } from "../../shopStack";

const unset = {
    in: "Deployment/orders-worker",
    set: { "spec.replicas": undefined },
};

const autoscaler = (
    target: object,
    type = "autoscaling/v2:HorizontalPodAutoscaler",
    spec: object = { minReplicas: 2, maxReplicas: 5 },
) => resource(type, "orders-worker", { spec: { scaleTargetRef: target, ...spec } });

const autoscalerFinding =
    'HorizontalPodAutoscaler "shop/orders-worker" spec.minReplicas is 1; prod requires at least 2, as Deployment "shop/orders-worker" has to run. Use 2.';

const unsetFinding =
    'Deployment "shop/orders-worker" spec.replicas is unset, which means 1; prod requires at least 2. Use 2.';

const rollout = (spec: object, name = "orders-worker") =>
    resource("argoproj.io/v1alpha1:Rollout", "orders", {
        spec: { workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name }, ...spec },
    });

const interchangeable = [
    "core/v1:ReplicationController",
    "apps/v1:ReplicaSet",
    "argoproj.io/v1alpha1:Rollout",
    "apps.openshift.io/v1:DeploymentConfig",
    "apps.kruise.io/v1alpha1:CloneSet",
];
const kindOf = (type: string) => type.split(":").at(-1) ?? "";

describeRule(workloadMinimum, [
    {
        when: "a Deployment below the minimum",
        in: "Deployment/orders-api",
        set: { "spec.replicas": 1 },
        finds: [
            'Deployment "shop/orders-api" spec.replicas is 1; prod requires at least 2. Use 2.',
        ],
    },
    { when: "a Deployment that leaves the count to Kubernetes", ...unset, finds: [unsetFinding] },
    {
        when: "a Deployment whose count an autoscaler sets",
        ...unset,
        with: [autoscaler({ kind: "Deployment", name: "orders-worker" })],
        finds: [],
    },
    ...[{ minReplicas: 1 }, {}].map((fields) => ({
        when: `an autoscaler's minimum, ${JSON.stringify(fields)}, that is too low`,
        ...unset,
        with: [
            autoscaler({ kind: "Deployment", name: "orders-worker" }, undefined, {
                maxReplicas: 5,
                ...fields,
            }),
        ],
        finds: [autoscalerFinding],
    })),
    {
        when: "an autoscaler's minimum that is lower than the count that is set",
        with: [
            autoscaler({ kind: "Deployment", name: "orders-worker" }, undefined, {
                minReplicas: 1,
            }),
        ],
        finds: [autoscalerFinding],
    },
    {
        when: "an autoscaler of a StatefulSet, whose pods are not alike",
        with: [
            resource("apps/v1:StatefulSet", "cache", { spec: { replicas: 1 } }),
            autoscaler({ kind: "StatefulSet", name: "cache" }, undefined, { minReplicas: 1 }),
        ],
        finds: [],
    },
    ...interchangeable.map((type) => ({
        when: `a ${type} below the minimum`,
        with: [resource(type, "other", { spec: { replicas: 1 } }), resource(type, "unset", {})],
        finds: [
            `${kindOf(type)} "shop/other" spec.replicas is 1; prod requires at least 2. Use 2.`,
            `${kindOf(type)} "shop/unset" spec.replicas is unset, which means 1; prod requires at least 2. Use 2.`,
        ],
    })),
    {
        when: "a Deployment whose count KEDA sets, which targets Deployments by default",
        ...unset,
        with: [autoscaler({ name: "orders-worker" }, "keda.sh/v1alpha1:ScaledObject")],
        finds: [],
    },
    {
        when: "an unset count when the autoscaler is for another workload",
        ...unset,
        with: [autoscaler({ kind: "Deployment", name: "orders-api" })],
        finds: [unsetFinding],
    },
    ...[0, undefined].map((replicas) => ({
        when: `a Deployment with replicas ${replicas}, whose pods a Rollout runs`,
        in: "Deployment/orders-worker",
        set: { "spec.replicas": replicas },
        with: [rollout({ replicas: 2 })],
        finds: [],
    })),
    {
        when: "a Rollout with too few pods of a Deployment, and a Deployment with none",
        in: "Deployment/orders-worker",
        set: { "spec.replicas": 0 },
        with: [
            rollout({ replicas: 1 }),
            resource("apps/v1:Deployment", "off", { spec: { replicas: 0 } }),
        ],
        finds: [
            'Rollout "shop/orders" spec.replicas is 1; prod requires at least 2. Use 2.',
            'Deployment "shop/off" spec.replicas is 0; prod requires at least 2. Use 2.',
        ],
    },
    {
        when: "a Deployment without pods as not known where the Rollout's reference is not known",
        in: "Deployment/orders-worker",
        set: { "spec.replicas": 0 },
        with: [rollout({ replicas: 2 }, unknown)],
        finds: [],
        unknown: "spec.workloadRef.name",
    },
    {
        when: "an unset count as not known when the autoscaler's target is not known",
        ...unset,
        with: [autoscaler({ kind: "Deployment", name: unknown })],
        finds: [],
        unknown: "spec.scaleTargetRef.name",
    },
]);

describe("replica-workload-minimum, when the cluster fills in its default", () => {
    it("still knows that the program left the count out", async () => {
        const inputs = changed(shopStack(), unset.in, unset.set);
        const outputs = changed(inputs, unset.in, { "spec.replicas": 1 });
        deepEqual((await judge(workloadMinimum, inputs, {}, outputs)).violations, [unsetFinding]);
    });
});
