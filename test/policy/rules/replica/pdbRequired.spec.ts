import { pdbRequired } from "../../../../policy/rules/replica/pdbRequired";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const budget = (name: string, selector: object) =>
    resource("policy/v1:PodDisruptionBudget", name, { spec: { maxUnavailable: 1, selector } });
const none = (kind: string, name: string, pods: number) =>
    `${kind} "shop/${name}" has no PodDisruptionBudget for its ${pods} pods. Add one with its selector and maxUnavailable: 1.`;
const hpa = resource("autoscaling/v2:HorizontalPodAutoscaler", "orders", {
    spec: { scaleTargetRef: { kind: "Deployment", name: "orders-worker" }, minReplicas: 4 },
});

describeRule(pdbRequired, [
    {
        when: "a workload whose budget selects other pods",
        in: "PodDisruptionBudget/orders-worker",
        set: { "spec.selector": { matchLabels: { "app.kubernetes.io/name": "worker" } } },
        finds: [none("Deployment", "orders-worker", 3)],
    },
    {
        when: "a workload whose budget is in another namespace",
        in: "PodDisruptionBudget/orders-worker",
        set: { "metadata.namespace": "elsewhere" },
        finds: [none("Deployment", "orders-worker", 3)],
    },
    {
        when: "a workload whose budget has no selector",
        in: "PodDisruptionBudget/orders-worker",
        set: { "spec.selector": undefined },
        finds: [none("Deployment", "orders-worker", 3)],
    },
    {
        when: "an autoscaled workload without a budget, by the autoscaler's minimum",
        in: "PodDisruptionBudget/orders-worker",
        set: { "spec.selector": undefined },
        with: [hpa],
        finds: [none("Deployment", "orders-worker", 4)],
    },
    {
        when: "a RabbitmqCluster of the operator, which makes no budget itself",
        with: [resource("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", { spec: { replicas: 3 } })],
        finds: [none("RabbitmqCluster", "mq", 3)],
    },
    {
        when: "a second budget, which may select by expressions",
        with: [
            budget("everyone", {
                matchExpressions: [
                    { key: "app.kubernetes.io/component", operator: "In", values: ["consumer"] },
                ],
            }),
        ],
        finds: [
            'Deployment "shop/orders-worker" is covered by 2 PodDisruptionBudgets ("everyone", "orders-worker"), which blocks every eviction. Keep one of them.',
        ],
    },
    {
        when: "a workload as not known when the budget's selector is not known",
        in: "PodDisruptionBudget/orders-worker",
        set: { "spec.selector": unknown },
        finds: [],
        unknown: "spec.selector",
    },
    {
        when: "a single replica without a budget",
        in: "Deployment/orders-worker",
        set: {
            "spec.replicas": 1,
            "spec.template.metadata.labels": { "app.kubernetes.io/name": "other" },
        },
        finds: [],
    },
]);
