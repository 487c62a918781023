import { managementPrivate } from "../../../../policy/rules/port/managementPrivate";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const onLoadBalancer = (port: number, name: string) =>
    `Service "shop/rabbitmq" port "${name}" is ${port} on a LoadBalancer; prod requires management and metrics ports on ClusterIP only. Use ClusterIP and reach it with kubectl port-forward.`;

const ingress = (name: string, port: object) =>
    resource("networking.k8s.io/v1:Ingress", "ui", {
        spec: { rules: [{ http: { paths: [{ backend: { service: { name, port } } }] } }] },
    });

const ingressFinding = (name: string, port: number) =>
    `Ingress "shop/ui" the backend "${name}" is ${port}; prod requires management and metrics ports on ClusterIP only. Remove the backend and reach it with kubectl port-forward.`;

const selector = { "app.kubernetes.io/component": "rabbitmq" };

const ports: [name: string, number: number][] = [
    ["management", 15672],
    ["management-tls", 15671],
    ["prometheus", 15692],
    ["prometheus-tls", 15691],
];

describeRule(managementPrivate, [
    ...ports.map(([name, number]) => ({
        when: `${number}, by number and by name`,
        with: [
            resource("core/v1:Service", "ui", {
                spec: {
                    type: "LoadBalancer",
                    selector,
                    ports: [
                        { name: "number", port: number },
                        { name: "name", port: 443, targetPort: name },
                        { name: "amqps", port: 5671, targetPort: "amqps" },
                    ],
                },
            }),
        ],
        finds: ["number", "name"].map((port) =>
            onLoadBalancer(number, port).replace("rabbitmq", "ui"),
        ),
    })),
    {
        when: "the management port of a broker on a LoadBalancer, and not its AMQP port",
        in: "Service/rabbitmq",
        set: { "spec.type": "LoadBalancer" },
        finds: [onLoadBalancer(15671, "management-tls")],
    },
    {
        when: "a management port behind another number and name",
        in: "Service/rabbitmq",
        set: {
            "spec.type": "LoadBalancer",
            "spec.ports": [{ name: "web", port: 443, targetPort: "management-tls" }],
        },
        finds: [onLoadBalancer(15671, "web")],
    },
    {
        when: "a metrics port on an external address",
        in: "Service/rabbitmq",
        set: {
            "spec.externalIPs": ["192.0.2.1"],
            "spec.ports": [{ name: "metrics", port: 80, targetPort: 15692 }],
        },
        finds: [
            'Service "shop/rabbitmq" port "metrics" is 15692 on an external address; prod requires management and metrics ports on ClusterIP only. Use ClusterIP and reach it with kubectl port-forward.',
        ],
    },
    {
        when: "one management port when the port before it is not known",
        in: "Service/rabbitmq",
        set: { "spec.type": "LoadBalancer", "spec.ports.0.targetPort": unknown },
        finds: [onLoadBalancer(15671, "management-tls")],
        unknown: "spec.ports.0.targetPort",
    },
    {
        when: "a broker of another stack, told by the selector",
        with: [
            resource("core/v1:Service", "ui", {
                spec: {
                    type: "NodePort",
                    selector: { "app.kubernetes.io/component": "rabbitmq" },
                    ports: [{ name: "web", port: 80, targetPort: "management" }],
                },
            }),
        ],
        finds: [
            'Service "shop/ui" port "web" is 15672 on a NodePort; prod requires management and metrics ports on ClusterIP only. Use ClusterIP and reach it with kubectl port-forward.',
        ],
    },
    {
        when: "an Ingress to the management port by number",
        with: [ingress("rabbitmq", { number: 15671 })],
        finds: [ingressFinding("rabbitmq", 15671)],
    },
    {
        when: "an Ingress to the management port by name",
        with: [ingress("rabbitmq", { name: "management-tls" })],
        finds: [ingressFinding("rabbitmq", 15671)],
    },
    {
        when: "an Ingress to the management port of a broker in another stack",
        with: [ingress("other-rabbitmq", { number: 15672 })],
        finds: [ingressFinding("other-rabbitmq", 15672)],
    },
    {
        when: "an Ingress and a LoadBalancer to what is no broker",
        in: "Service/orders-api",
        set: { "spec.type": "LoadBalancer", "spec.ports.0.port": 15672 },
        with: [ingress("orders-api", { number: 15672 })],
        finds: [],
    },
]);
