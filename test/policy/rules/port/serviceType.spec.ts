import { serviceType } from "../../../../policy/rules/port/serviceType";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";

describeRule(serviceType, [
    {
        when: "a NodePort Service",
        in: "Service/orders-api",
        set: { "spec.type": "NodePort" },
        finds: [
            'Service "shop/orders-api" spec.type is NodePort; prod requires ClusterIP. Use ClusterIP.',
        ],
    },
    {
        when: "external addresses, even where the type is not known",
        in: "Service/orders-api",
        set: { "spec.type": unknown, "spec.externalIPs": ["192.0.2.1"] },
        finds: [
            'Service "shop/orders-api" spec.externalIPs is a list of 1; prod requires none. Remove spec.externalIPs.',
        ],
        unknown: "spec.type",
    },
    {
        when: "a type that the environment allows",
        in: "Service/orders-api",
        set: { "spec.type": "LoadBalancer" },
        config: { allowed: ["ClusterIP", "LoadBalancer"] },
        finds: [],
    },
]);
