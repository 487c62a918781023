import { hpaRange } from "../../../../policy/rules/replica/hpaRange";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const hpa = (spec: object) => [
    resource("autoscaling/v2:HorizontalPodAutoscaler", "orders", { spec }),
];
const scaledObject = (spec: object) => [
    resource("keda.sh/v1alpha1:ScaledObject", "orders", { spec }),
];

describeRule(hpaRange, [
    {
        when: "a minimum that is left to Kubernetes",
        with: hpa({ maxReplicas: 5 }),
        finds: [
            'HorizontalPodAutoscaler "shop/orders" spec.minReplicas is 1; prod requires at least 2. Use 2.',
        ],
    },
    {
        when: "a minimum that is the maximum",
        with: hpa({ minReplicas: 3, maxReplicas: 3 }),
        finds: [
            'HorizontalPodAutoscaler "shop/orders" spec.maxReplicas is 3; prod requires more than spec.minReplicas, 3. Use 4 or more.',
        ],
    },
    {
        when: "a minimum that is too low when the maximum is not known",
        with: hpa({ minReplicas: 1, maxReplicas: unknown }),
        finds: [
            'HorizontalPodAutoscaler "shop/orders" spec.minReplicas is 1; prod requires at least 2. Use 2.',
        ],
        unknown: "spec.maxReplicas",
    },
    { when: "a ScaledObject that scales to zero", with: scaledObject({}), finds: [] },
    {
        when: "a ScaledObject below the minimum of the environment",
        with: scaledObject({ minReplicaCount: 1 }),
        config: { scaledObjectMin: 2 },
        finds: [
            'ScaledObject "shop/orders" spec.minReplicaCount is 1; prod requires at least 2. Use 2.',
        ],
    },
    {
        when: "an autoscaler with room",
        with: hpa({ minReplicas: 2, maxReplicas: 3 }),
        finds: [],
    },
]);
