import { unique } from "../../../../policy/rules/port/unique";
import { describeRule } from "../../describeRule";
import { container } from "../../shopStack";

describeRule(unique, [
    {
        when: "one port of a Service twice",
        in: "Service/rabbitmq",
        set: { "spec.ports.1.port": 5671 },
        finds: [
            'Service "shop/rabbitmq" port "management-tls" port 5671/TCP is declared by port "amqps" already. Remove one of them or change its number.',
        ],
    },
    {
        when: "one port in two containers of a pod",
        in: "Deployment/orders-api",
        set: {
            "spec.template.spec.containers.1": {
                name: "sidecar",
                ports: [{ name: "metrics", containerPort: 8080 }],
            },
        },
        finds: [
            'Deployment "shop/orders-api" container "sidecar" port "metrics" containerPort 8080/TCP is declared by container "producer" port "http" already. Remove one of them or change its number.',
        ],
    },
    {
        when: "one number with two protocols",
        in: "Deployment/orders-api",
        set: { [`${container}.ports.1`]: { name: "quic", containerPort: 8080, protocol: "UDP" } },
        finds: [],
    },
    {
        when: "a port of an init container that ends before the others start",
        in: "Deployment/orders-api",
        set: {
            "spec.template.spec.initContainers": [
                { name: "migrate", ports: [{ name: "admin", containerPort: 8080 }] },
            ],
        },
        finds: [],
    },
]);
