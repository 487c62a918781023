import { deepEqual } from "node:assert/strict";

import { hpaStaticConflict } from "../../../../policy/rules/replica/hpaStaticConflict";
import { describeRule } from "../../describeRule";
import { judge, unknown } from "../../judge";
import { changed, resource, shopStack } from "../../shopStack";

const hpa = (name: string, target: object) =>
    resource("autoscaling/v2:HorizontalPodAutoscaler", name, {
        spec: { scaleTargetRef: target, minReplicas: 2, maxReplicas: 5 },
    });
const worker = { kind: "Deployment", name: "orders-worker" };
const unset = { in: "Deployment/orders-worker", set: { "spec.replicas": undefined } };
const setFinding =
    'Deployment "shop/orders-worker" spec.replicas is 3, although HorizontalPodAutoscaler "shop/orders" sets it. Remove spec.replicas.';

describeRule(hpaStaticConflict, [
    { when: "a target that sets replicas", with: [hpa("orders", worker)], finds: [setFinding] },
    {
        when: "a target of KEDA that sets replicas",
        with: [
            resource("keda.sh/v1alpha1:ScaledObject", "orders", {
                spec: { scaleTargetRef: { name: "orders-worker" } },
            }),
        ],
        finds: [setFinding.replace("HorizontalPodAutoscaler", "ScaledObject")],
    },
    {
        when: "a target that leaves replicas to its autoscaler",
        ...unset,
        with: [hpa("orders", worker)],
        finds: [],
    },
    {
        when: "two autoscalers of one target",
        ...unset,
        with: [hpa("orders", worker), hpa("more-orders", worker)],
        finds: [
            'HorizontalPodAutoscaler "shop/orders" scales Deployment "orders-worker", as HorizontalPodAutoscaler "shop/more-orders" does. Remove one of them.',
        ],
    },
    {
        when: "a target that does not exist, next to one that is not known",
        with: [
            hpa("orders", { kind: "Deployment", name: "orders" }),
            hpa("other", { kind: "Deployment", name: unknown }),
        ],
        finds: [
            'HorizontalPodAutoscaler "shop/orders" spec.scaleTargetRef is Deployment "orders"; prod requires a workload in the namespace. Use the kind and the name of the workload to scale.',
        ],
        unknown: "spec.scaleTargetRef.name",
    },
    {
        when: "an autoscaler of the broker",
        in: "StatefulSet/rabbitmq",
        set: { "spec.replicas": undefined },
        with: [hpa("rabbitmq", { kind: "StatefulSet", name: "rabbitmq" })],
        finds: [
            'HorizontalPodAutoscaler "shop/rabbitmq" scales the RabbitMQ broker StatefulSet "rabbitmq", which loses nodes that hold queues. Remove the autoscaler and set spec.replicas.',
        ],
    },
]);

describe("replica-hpa-static-conflict, when the cluster answers with the scaled count", () => {
    it("still knows that the program left the count out", async () => {
        const inputs = changed([...shopStack(), hpa("orders", worker)], unset.in, unset.set);
        const outputs = changed(inputs, unset.in, { "spec.replicas": 4 });
        deepEqual((await judge(hpaStaticConflict, inputs, {}, outputs)).violations, []);
    });
});
