import { deepEqual } from "node:assert/strict";

import { pdbQuorum } from "../../../../policy/rules/replica/pdbQuorum";
import { describeRule } from "../../describeRule";
import { judge } from "../../judge";
import { changed, resource, shopStack } from "../../shopStack";

const budget = (maxUnavailable: unknown) => ({
    in: "PodDisruptionBudget/rabbitmq",
    set: { "spec.maxUnavailable": maxUnavailable },
});
const finding = (allowed: number, nodes: number, quorum: number) =>
    `PodDisruptionBudget "shop/rabbitmq" allows ${allowed} of ${nodes} pods to be evicted; quorum needs ${quorum} running. Set maxUnavailable: ${nodes - quorum}.`;

describeRule(pdbQuorum, [
    { when: "two of three evicted", ...budget(2), finds: [finding(2, 3, 2)] },
    { when: "34% of three evicted, rounded up", ...budget("34%"), finds: [finding(2, 3, 2)] },
    { when: "33% of three evicted, rounded up", ...budget("33%"), finds: [] },
    {
        when: "the budget of a RabbitmqCluster by the labels that the operator gives",
        with: [
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", { spec: { replicas: 5 } }),
            resource("policy/v1:PodDisruptionBudget", "mq", {
                spec: {
                    minAvailable: 1,
                    selector: { matchLabels: { "app.kubernetes.io/name": "mq" } },
                },
            }),
        ],
        finds: [finding(4, 5, 3).replace("shop/rabbitmq", "shop/mq")],
    },
    {
        when: "all pods of what is no broker evicted",
        in: "PodDisruptionBudget/orders-worker",
        set: { "spec.maxUnavailable": 3 },
        finds: [],
    },
]);

describe("replica-pdb-quorum, of five nodes", () => {
    for (const [allowed, finds] of [
        [2, []],
        [3, [finding(3, 5, 3)]],
    ] as const) {
        it(`${finds.length === 0 ? "accepts" : "reports"} ${allowed} evicted`, async () => {
            const five = changed(shopStack(), "StatefulSet/rabbitmq", { "spec.replicas": 5 });
            const stack = changed(five, budget(allowed).in, budget(allowed).set);
            deepEqual((await judge(pdbQuorum, stack)).violations, finds);
        });
    }
});
