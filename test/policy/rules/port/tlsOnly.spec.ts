import { tlsOnly } from "../../../../policy/rules/port/tlsOnly";
import { describeRule } from "../../describeRule";

const finding = (name: string, plain: number, twin: number) =>
    `Service "shop/rabbitmq" port "${name}" is ${plain}, without TLS; prod requires TLS. Serve ${twin} instead.`;

const selector = { "app.kubernetes.io/component": "rabbitmq" };

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
]);
