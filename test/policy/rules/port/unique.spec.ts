import { unique } from "../../../../policy/rules/port/unique";
import { describeRule } from "../../describeRule";
import { container, resource } from "../../shopStack";

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
        when: "one node port twice in a Service",
        in: "Service/rabbitmq",
        set: { "spec.ports.0.nodePort": 30071, "spec.ports.1.nodePort": 30071 },
        finds: [
            'Service "shop/rabbitmq" port "management-tls" nodePort 30071/TCP is declared by port "amqps" already. Remove one of them or change its number.',
        ],
    },
    {
        when: "one node port for two protocols",
        in: "Service/orders-api",
        set: {
            "spec.ports": [
                { name: "dns", port: 53, nodePort: 30053 },
                { name: "dns-udp", port: 53, nodePort: 30053, protocol: "UDP" },
            ],
        },
        finds: [],
    },
    {
        when: "one node port in two Services, even in two namespaces and for two protocols",
        in: "Service/orders-api",
        set: { "spec.ports.0.nodePort": 30080 },
        with: [
            resource("core/v1:Service", "other", {
                metadata: { namespace: "other" },
                spec: { ports: [{ name: "quic", port: 80, nodePort: 30080, protocol: "UDP" }] },
            }),
            resource("core/v1:Service", "third", { spec: { healthCheckNodePort: 30080 } }),
        ],
        finds: [
            'Service "other/other" port "quic" nodePort 30080 is taken by Service "shop/orders-api" already. Remove it and let Kubernetes choose.',
            'Service "shop/third" spec.healthCheckNodePort 30080 is taken by Service "shop/orders-api" already. Remove it and let Kubernetes choose.',
        ],
    },
    {
        when: "node ports that Kubernetes chooses",
        in: "Service/orders-api",
        set: { "spec.ports.0.nodePort": 0 },
        with: [resource("core/v1:Service", "other", { spec: { ports: [{ nodePort: 0 }] } })],
        finds: [],
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
