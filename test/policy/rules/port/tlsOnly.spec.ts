import { tlsOnly } from "../../../../policy/rules/port/tlsOnly";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container, resource } from "../../shopStack";

const finding = (name: string, plain: number, twin: number) =>
    `Service "shop/rabbitmq" port "${name}" is ${plain}, without TLS; prod requires TLS. Serve ${twin} instead.`;

const outside = { insideCluster: false };
const selector = { "app.kubernetes.io/component": "rabbitmq" };

const twins: [name: string, plain: number, twin: number][] = [
    ["amqp", 5672, 5671],
    ["stream", 5552, 5551],
    ["mqtt", 1883, 8883],
    ["stomp", 61613, 61614],
    ["web-stomp", 15674, 15673],
    ["web-mqtt", 15675, 15676],
    ["management", 15672, 15671],
];

describeRule(tlsOnly, [
    {
        when: "plain ports of a broker, whatever their numbers in the Service",
        in: "Service/rabbitmq",
        set: {
            "spec.selector": selector,
            "spec.ports": [
                { name: "amqp", port: 5672 },
                { name: "web", port: 80, targetPort: "management" },
                { name: "mqtt", port: 80, targetPort: 1883 },
            ],
        },
        finds: [
            finding("amqp", 5672, 5671),
            finding("web", 15672, 15671),
            finding("mqtt", 1883, 8883),
        ],
    },
    ...twins.map(([name, plain, twin]) => ({
        when: `${plain}, and not ${twin}, by number and by name`,
        in: "Service/rabbitmq",
        set: {
            "spec.selector": selector,
            "spec.ports": [
                { name: "number", port: plain },
                { name: "name", port: 80, targetPort: name },
                { name: "tls", port: twin },
            ],
        },
        finds: [finding("number", plain, twin), finding("name", plain, twin)],
    })),
    {
        when: "TLS ports of a broker",
        in: "Service/rabbitmq",
        set: { "spec.selector": selector },
        finds: [],
    },
    {
        when: "the same number on what is no broker",
        in: "Service/orders-api",
        set: { "spec.ports.0.port": 5672 },
        finds: [],
    },
    {
        when: "a plain port of a broker that is known by its pods, whatever the names and numbers",
        in: "StatefulSet/rabbitmq",
        set: { [`${container}.ports.0`]: { name: "amqps", containerPort: 5672 } },
        finds: [finding("amqps", 5672, 5671)],
    },
    {
        when: "the Service of a RabbitmqCluster, unless it serves TLS alone",
        with: [
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "plain", { spec: {} }),
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "both", {
                spec: { tls: { secretName: "tls" } },
            }),
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "secure", {
                spec: { tls: { secretName: "tls", disableNonTLSListeners: true } },
            }),
        ],
        finds: ["plain", "both"].map(
            (name) =>
                `RabbitmqCluster "shop/${name}" its Service is 5672, without TLS; prod requires TLS. Serve 5671 instead.`,
        ),
    },
    ...["LoadBalancer", "NodePort"].map((type) => ({
        when: `a plain port on a ${type} where TLS is asked for outside the cluster only`,
        in: "Service/rabbitmq",
        set: { "spec.type": type, "spec.ports": [{ name: "amqp", port: 5672 }] },
        config: outside,
        finds: [finding("amqp", 5672, 5671)],
    })),
    {
        when: "a plain port at an external address of a Service that says itself whose it is",
        in: "Service/rabbitmq",
        set: {
            "spec.selector": selector,
            "spec.externalIPs": ["192.0.2.1"],
            "spec.ports": [{ name: "amqp", port: 5672 }],
        },
        config: outside,
        finds: [finding("amqp", 5672, 5671)],
    },
    {
        when: "what only pods of the cluster reach where TLS is asked for outside only",
        in: "Service/rabbitmq",
        set: { "spec.ports": [{ name: "amqp", port: 5672 }] },
        with: [
            resource("keda.sh/v1alpha1:ScaledObject", "orders", {
                spec: { triggers: [{ type: "rabbitmq", metadata: { host: "http://mq:15672" } }] },
            }),
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "plain", { spec: {} }),
        ],
        config: outside,
        finds: [],
    },
    {
        when: "a RabbitmqCluster on a load balancer where TLS is asked for outside only",
        with: [
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "plain", {
                spec: { service: { type: "LoadBalancer" } },
            }),
        ],
        config: outside,
        finds: [
            'RabbitmqCluster "shop/plain" its Service is 5672, without TLS; prod requires TLS. Serve 5671 instead.',
        ],
    },
    {
        when: "the other ports of a Service when one is not known",
        in: "Service/rabbitmq",
        set: {
            "spec.selector": selector,
            "spec.ports": [
                { name: "amqps", port: unknown },
                { name: "amqp", port: 5672 },
            ],
        },
        finds: [finding("amqp", 5672, 5671)],
        unknown: "spec.ports.0.port",
    },
    {
        when: "KEDA's questions without TLS, or to whom they are answered by anybody",
        with: [
            resource("keda.sh/v1alpha1:ScaledObject", "orders", {
                spec: {
                    triggers: [
                        { type: "rabbitmq", metadata: { host: "http://rabbitmq:15672" } },
                        { type: "rabbitmq", metadata: { host: "https://mq", unsafeSsl: "true" } },
                        { type: "prometheus", metadata: { serverAddress: "http://metrics" } },
                    ],
                },
            }),
            resource("keda.sh/v1alpha1:ScaledJob", "once", {
                spec: { triggers: [{ type: "rabbitmq", metadata: { host: "amqps://mq:5671" } }] },
            }),
        ],
        finds: [
            'ScaledObject "shop/orders" spec.triggers[0].metadata.host is http, without TLS; prod requires TLS. Use https.',
            'ScaledObject "shop/orders" spec.triggers[1].metadata.unsafeSsl is true, which trusts any certificate; prod requires a certificate that is checked. Remove it and give the CA by a TriggerAuthentication.',
        ],
    },
]);
