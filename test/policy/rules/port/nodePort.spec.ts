import { nodePort } from "../../../../policy/rules/port/nodePort";
import { describeRule } from "../../describeRule";

describeRule(nodePort, [
    {
        when: "a node port on a ClusterIP Service",
        in: "Service/orders-api",
        set: { "spec.ports.0.nodePort": 30080 },
        finds: [
            'Service "shop/orders-api" port "http" nodePort is 30080 on a ClusterIP; prod requires a node port only on NodePort or LoadBalancer. Remove nodePort.',
        ],
    },
    {
        when: "a node port outside the cluster's range",
        in: "Service/orders-api",
        set: { "spec.ports.0.nodePort": 8080, "spec.type": "NodePort" },
        finds: [
            'Service "shop/orders-api" port "http" nodePort is 8080; prod requires 30000 to 32767. Remove nodePort and let Kubernetes choose.',
        ],
    },
    {
        when: "a node port in the range on a LoadBalancer",
        in: "Service/orders-api",
        set: { "spec.ports.0.nodePort": 30080, "spec.type": "LoadBalancer" },
        finds: [],
    },
]);
