import { spread } from "../../../../policy/rules/replica/spread";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const pods = "spec.template.spec";
const own = { matchLabels: { "app.kubernetes.io/name": "orders-api" } };
const finding =
    'Deployment "shop/orders-api" spreads its 3 pods by neither a topologySpreadConstraint nor a podAntiAffinity over kubernetes.io/hostname. Add a topologySpreadConstraint that selects its pods.';
const antiAffinity = (topologyKey: string) => ({
    podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey, labelSelector: own } },
        ],
    },
});

describeRule(spread, [
    {
        when: "a Rollout that takes its pods from a Deployment without pods of its own",
        in: "Deployment/orders-worker",
        set: {
            "spec.replicas": 0,
            "spec.template.spec.topologySpreadConstraints": undefined,
        },
        with: [
            resource("argoproj.io/v1alpha1:Rollout", "orders", {
                spec: { replicas: 5, workloadRef: { kind: "Deployment", name: "orders-worker" } },
            }),
        ],
        finds: [
            'Rollout "shop/orders" spreads its 5 pods by neither a topologySpreadConstraint nor a podAntiAffinity over kubernetes.io/hostname. Add a topologySpreadConstraint that selects its pods.',
        ],
    },
    {
        when: "pods that nothing spreads",
        in: "Deployment/orders-api",
        set: { [`${pods}.topologySpreadConstraints`]: undefined },
        finds: [finding],
    },
    {
        when: "a constraint that selects other pods",
        in: "Deployment/orders-api",
        set: {
            [`${pods}.topologySpreadConstraints.0.labelSelector.matchLabels`]: { app: "other" },
        },
        finds: [finding],
    },
    ...[
        "kubernetes.io/hostname",
        "topology.kubernetes.io/zone",
        "topology.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone",
        "failure-domain.beta.kubernetes.io/region",
    ].map((key) => ({
        when: `anti-affinity over ${key}`,
        in: "Deployment/orders-api",
        set: {
            [`${pods}.topologySpreadConstraints`]: undefined,
            [`${pods}.affinity`]: antiAffinity(key),
        },
        finds: [],
    })),
    {
        when: "anti-affinity over a made-up key",
        in: "Deployment/orders-api",
        set: {
            [`${pods}.topologySpreadConstraints`]: undefined,
            [`${pods}.affinity`]: antiAffinity("example.com/nowhere"),
        },
        finds: [finding],
    },
    {
        when: "a constraint over a made-up key",
        in: "Deployment/orders-api",
        set: { [`${pods}.topologySpreadConstraints.0.topologyKey`]: "example.com/nowhere" },
        finds: [finding],
    },
    {
        when: "a constraint over a key that the environment names",
        in: "Deployment/orders-api",
        set: { [`${pods}.topologySpreadConstraints.0.topologyKey`]: "example.com/rack" },
        config: { topologyKeys: ["example.com/rack", "kubernetes.io/hostname"] },
        finds: [],
    },
    ...[3, 100].map((maxSkew) => ({
        when: `a skew of ${maxSkew}, which lets all pods be in one place`,
        in: "Deployment/orders-api",
        set: { [`${pods}.topologySpreadConstraints.0.maxSkew`]: maxSkew },
        finds: [finding],
    })),
    {
        when: "a skew of 2 for 3 pods",
        in: "Deployment/orders-api",
        set: { [`${pods}.topologySpreadConstraints.0.maxSkew`]: 2 },
        finds: [],
    },
    ...[undefined, 1].map((replicas) => ({
        when: `${replicas ?? "no"} replicas of which an autoscaler makes more`,
        in: "Deployment/orders-api",
        set: { [`${pods}.topologySpreadConstraints`]: undefined, "spec.replicas": replicas },
        with: [
            resource("autoscaling/v2:HorizontalPodAutoscaler", "orders", {
                spec: {
                    scaleTargetRef: { kind: "Deployment", name: "orders-api" },
                    maxReplicas: 10,
                },
            }),
        ],
        finds: [finding.replace("its 3", "its up to 10")],
    })),
    {
        when: "pods that KEDA starts",
        in: "Deployment/orders-api",
        set: { [`${pods}.topologySpreadConstraints`]: undefined, "spec.replicas": undefined },
        with: [
            resource("keda.sh/v1alpha1:ScaledObject", "orders", {
                spec: { scaleTargetRef: { name: "orders-api" } },
            }),
        ],
        finds: [finding.replace("its 3", "its up to 100")],
    },
    {
        when: "spread pods that an autoscaler starts",
        in: "Deployment/orders-api",
        set: { "spec.replicas": undefined },
        with: [
            resource("keda.sh/v1alpha1:ScaledObject", "orders", {
                spec: { scaleTargetRef: { name: "orders-api" } },
            }),
        ],
        finds: [],
    },
    ...["argoproj.io/v1alpha1:Rollout", "core/v1:ReplicationController"].map((type) => ({
        when: `a ${type} that nothing spreads`,
        with: [resource(type, "orders", { spec: { replicas: 3, template: { spec: {} } } })],
        finds: [
            finding.replace("Deployment", type.split(":")[1] ?? "").replace("orders-api", "orders"),
        ],
    })),
    {
        when: "a single pod",
        in: "Deployment/orders-api",
        set: { [`${pods}.topologySpreadConstraints`]: undefined, "spec.replicas": 1 },
        finds: [],
    },
    {
        when: "constraints that are not known, as not known",
        in: "Deployment/orders-api",
        set: { [`${pods}.topologySpreadConstraints`]: unknown },
        finds: [],
        unknown: "spec.template.spec.topologySpreadConstraints",
    },
]);
