import { maximum } from "../../../../policy/rules/replica/maximum";
import { describeRule } from "../../describeRule";
import { resource } from "../../shopStack";

describeRule(maximum, [
    {
        when: "a workload above the maximum",
        in: "Deployment/orders-worker",
        set: { "spec.replicas": 51 },
        finds: [
            'Deployment "shop/orders-worker" spec.replicas is 51; prod requires at most 50. Use 50 or fewer.',
        ],
    },
    {
        when: "an autoscaler that may go above the maximum",
        with: [
            resource("autoscaling/v2:HorizontalPodAutoscaler", "orders", {
                spec: { maxReplicas: 60 },
            }),
        ],
        finds: [
            'HorizontalPodAutoscaler "shop/orders" spec.maxReplicas is 60; prod requires at most 50. Use 50 or fewer.',
        ],
    },
    {
        when: "a ScaledObject that leaves its maximum to KEDA",
        with: [resource("keda.sh/v1alpha1:ScaledObject", "orders", { spec: {} })],
        finds: [
            'ScaledObject "shop/orders" spec.maxReplicaCount is 100; prod requires at most 50. Use 50 or fewer.',
        ],
    },
    {
        when: "a workload at the maximum of the environment",
        in: "Deployment/orders-worker",
        set: { "spec.replicas": 51 },
        config: { max: 51 },
        finds: [],
    },
    {
        when: "Jobs without a maximum that KEDA makes, and not those with one",
        with: [
            resource("keda.sh/v1alpha1:ScaledJob", "many", { spec: {} }),
            resource("keda.sh/v1alpha1:ScaledJob", "few", { spec: { maxReplicaCount: 50 } }),
        ],
        finds: [
            'ScaledJob "shop/many" spec.maxReplicaCount is 100; prod requires at most 50. Use 50 or fewer.',
        ],
    },
]);
