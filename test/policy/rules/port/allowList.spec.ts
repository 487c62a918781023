import { allowList } from "../../../../policy/rules/port/allowList";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container } from "../../shopStack";

/** Every port of RabbitMQ that is served one by one, and those of HTTP. */
const usual = [
    ...[80, 443, 8080, 8443],
    ...[1883, 4369, 5551, 5552, 5671, 5672, 8883],
    ...[15671, 15672, 15673, 15674, 15675, 15676, 15691, 15692, 25672, 61613, 61614],
];

describeRule(allowList, [
    ...usual.map((port) => ({
        when: `the port ${port}, unless an environment says otherwise`,
        in: "Deployment/orders-api",
        set: { [`${container}.ports.0.containerPort`]: port },
        finds: [],
    })),
    {
        when: "any other port",
        in: "Deployment/orders-api",
        set: { [`${container}.ports.0.containerPort`]: 5432 },
        finds: [
            `Deployment "shop/orders-api" container "producer" port "http" containerPort is 5432; prod requires one of ${usual.join(", ")}. Use one of these, or list it in port-allow-list.`,
        ],
    },
    {
        when: "a container port that is not listed",
        in: "Deployment/orders-api",
        set: { [`${container}.ports.0.containerPort`]: 9999 },
        config: { ports: [80, "8080-8081", "15000-26000", 4369, 5671] },
        finds: [
            'Deployment "shop/orders-api" container "producer" port "http" containerPort is 9999; prod requires one of 80, 8080-8081, 15000-26000, 4369, 5671. Use one of these, or list it in port-allow-list.',
        ],
    },
    {
        when: "a Service port that is not listed, next to one that is not known",
        in: "Service/rabbitmq",
        set: { "spec.ports.0.port": unknown, "spec.ports.1.port": 22 },
        config: { ports: ["80-65535"] },
        finds: [
            'Service "shop/rabbitmq" port "management-tls" port is 22; prod requires one of 80-65535. Use one of these, or list it in port-allow-list.',
        ],
        unknown: "spec.ports.0.port",
    },
    {
        when: "a port within a listed range",
        in: "Deployment/orders-api",
        set: { [`${container}.ports.0.containerPort`]: 9999 },
        config: { ports: ["1-65535"] },
        finds: [],
    },
]);
