import { spread } from "../../../../policy/rules/replica/spread";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";

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
    {
        when: "anti-affinity over zones only",
        in: "Deployment/orders-api",
        set: {
            [`${pods}.topologySpreadConstraints`]: undefined,
            [`${pods}.affinity`]: antiAffinity("topology.kubernetes.io/zone"),
        },
        finds: [finding],
    },
    {
        when: "anti-affinity over hosts",
        in: "Deployment/orders-api",
        set: {
            [`${pods}.topologySpreadConstraints`]: undefined,
            [`${pods}.affinity`]: antiAffinity("kubernetes.io/hostname"),
        },
        finds: [],
    },
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
