import { deepEqual } from "node:assert/strict";

import { workloadMinimum } from "../../../../policy/rules/replica/workloadMinimum";
import { describeRule } from "../../describeRule";
import { judge, unknown } from "../../judge";
import { changed, resource, shopStack } from "../../shopStack";

const unset = {
    in: "Deployment/orders-worker",
    set: { "spec.replicas": undefined },
};

const autoscaler = (target: object, type = "autoscaling/v2:HorizontalPodAutoscaler") =>
    resource(type, "orders-worker", { spec: { scaleTargetRef: target, maxReplicas: 5 } });

const unsetFinding =
    'Deployment "shop/orders-worker" spec.replicas is unset, which means 1; prod requires at least 2. Use 2.';

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
