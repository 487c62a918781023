import { pdbEvictable } from "../../../../policy/rules/replica/pdbEvictable";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const budget = (fields: { minAvailable?: unknown; maxUnavailable?: unknown }) => ({
    in: "PodDisruptionBudget/orders-worker",
    set: {
        "spec.maxUnavailable": fields.maxUnavailable,
        "spec.minAvailable": fields.minAvailable,
    },
});
const blocks = (pods: number) =>
    `PodDisruptionBudget "shop/orders-worker" allows none of ${pods} pods to be evicted; nodes cannot drain. Set maxUnavailable: 1.`;
const fields = (which: string) =>
    `PodDisruptionBudget "shop/orders-worker" sets ${which}. Set maxUnavailable: 1 alone.`;

describeRule(pdbEvictable, [
    {
        when: "as many available as a Rollout runs, beside a Deployment that it takes the pods from",
        ...budget({ minAvailable: 3 }),
        with: [
            resource("argoproj.io/v1alpha1:Rollout", "orders", {
                spec: { replicas: 3, workloadRef: { kind: "Deployment", name: "orders-worker" } },
            }),
        ],
        finds: [blocks(3)],
    },
    { when: "as many available as there are", ...budget({ minAvailable: 3 }), finds: [blocks(3)] },
    { when: "100% available", ...budget({ minAvailable: "100%" }), finds: [blocks(3)] },
    { when: "67% of 3, rounded up", ...budget({ minAvailable: "67%" }), finds: [blocks(3)] },
    { when: "66% of 3, rounded up", ...budget({ minAvailable: "66%" }), finds: [] },
    { when: "none unavailable", ...budget({ maxUnavailable: 0 }), finds: [blocks(3)] },
    { when: "0% unavailable", ...budget({ maxUnavailable: "0%" }), finds: [blocks(3)] },
    { when: "1% of 3 unavailable, rounded up", ...budget({ maxUnavailable: "1%" }), finds: [] },
    ...[
        { maxUnavailable: 0 },
        { maxUnavailable: "0%" },
        { maxUnavailable: "00%" },
        { minAvailable: "100%" },
        { minAvailable: "0100%" },
    ].map((spec) => ({
        when: `${JSON.stringify(spec)} without a workload beside it`,
        with: [
            resource("policy/v1:PodDisruptionBudget", "lone", {
                spec: { ...spec, selector: { matchLabels: { app: "elsewhere" } } },
            }),
        ],
        finds: [
            'PodDisruptionBudget "shop/lone" allows none of its pods to be evicted; nodes cannot drain. Set maxUnavailable: 1.',
        ],
    })),
    ...[{ maxUnavailable: 1 }, { minAvailable: "50%" }, { minAvailable: 2 }].map((spec) => ({
        when: `${JSON.stringify(spec)} without a workload beside it`,
        with: [
            resource("policy/v1:PodDisruptionBudget", "lone", {
                spec: { ...spec, selector: { matchLabels: { app: "elsewhere" } } },
            }),
        ],
        finds: [],
    })),
    ...[-1, "150%", "-5%", "half", "1", "0.5%"].map((value) => ({
        when: `the value ${JSON.stringify(value)}, which Kubernetes refuses`,
        with: [
            resource("policy/v1:PodDisruptionBudget", "lone", {
                spec: { maxUnavailable: value, selector: { matchLabels: { app: "elsewhere" } } },
            }),
        ],
        finds: [
            `PodDisruptionBudget "shop/lone" spec.maxUnavailable is ${JSON.stringify(value)}; prod requires a count from 0, or a percentage from 0% to 100%. Set maxUnavailable: 1 alone.`,
        ],
    })),
    {
        when: "neither field",
        ...budget({}),
        finds: [fields("neither minAvailable nor maxUnavailable")],
    },
    {
        when: "both fields",
        ...budget({ minAvailable: 1, maxUnavailable: 1 }),
        finds: [fields("both minAvailable and maxUnavailable")],
    },
    {
        when: "a budget that blocks at the autoscaler's minimum",
        ...budget({ minAvailable: 2 }),
        with: [
            resource("autoscaling/v2:HorizontalPodAutoscaler", "orders", {
                spec: {
                    scaleTargetRef: { kind: "Deployment", name: "orders-worker" },
                    minReplicas: 2,
                },
            }),
        ],
        finds: [blocks(2)],
    },
    {
        when: "a budget that blocks the first pod that KEDA starts",
        ...budget({ minAvailable: 1 }),
        with: [
            resource("keda.sh/v1alpha1:ScaledObject", "orders", {
                spec: { scaleTargetRef: { name: "orders-worker" } },
            }),
        ],
        finds: [blocks(1)],
    },
    {
        when: "a budget as not known when its field is not known",
        ...budget({ maxUnavailable: unknown }),
        finds: [],
        unknown: "spec.maxUnavailable",
    },
    {
        when: "as many available as are known as not known when there may be more",
        ...budget({ minAvailable: 3 }),
        with: [
            resource("apps/v1:Deployment", "another-worker", {
                spec: { replicas: 2, template: { metadata: { labels: unknown } } },
            }),
        ],
        finds: [],
        unknown: "spec.template.metadata.labels",
    },
]);
