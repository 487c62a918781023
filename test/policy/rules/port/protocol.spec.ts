import { protocol } from "../../../../policy/rules/port/protocol";
import { describeRule } from "../../describeRule";
import { container } from "../../shopStack";

const service = "Service/rabbitmq";
const several = (told: string, at = 'Service "shop/rabbitmq" port') =>
    `${at} means ${told}. Let all of them mean one.`;
const wrong = (is: string, protocol: string) =>
    `Service "shop/rabbitmq" port "p" appProtocol is "${is}"; prod requires what ${protocol} speaks. Set it to that protocol.`;

describeRule(protocol, [
    {
        when: "a plain name or number on a port with TLS",
        in: service,
        set: {
            "spec.ports": [
                { name: "amqp", port: 5671 },
                { name: "a", port: 5672, targetPort: "amqps" },
                { name: "b", port: 8883, targetPort: 1883 },
            ],
        },
        finds: [
            several("amqp by name amqp, amqps by port 5671", 'Service "shop/rabbitmq" port "amqp"'),
            several(
                "amqp by port 5672, amqps by targetPort amqps",
                'Service "shop/rabbitmq" port "a"',
            ),
            several(
                "mqtts by port 8883, mqtt by targetPort 1883",
                'Service "shop/rabbitmq" port "b"',
            ),
        ],
    },
    {
        when: "a container port that is called after another",
        in: "StatefulSet/rabbitmq",
        set: { [`${container}.ports.0`]: { name: "amqps", containerPort: 5672 } },
        finds: [
            several(
                "amqps by name amqps, amqp by containerPort 5672",
                'StatefulSet "shop/rabbitmq" container "rabbitmq" port "amqps"',
            ),
        ],
    },
    {
        when: "an appProtocol by which a mesh would read AMQP as HTTP",
        in: service,
        set: {
            "spec.ports": [
                { name: "p", port: 5672, appProtocol: "http" },
                { name: "p", port: 5671, appProtocol: "amqp" },
                { name: "p", port: 80, targetPort: "web-mqtt", appProtocol: "mqtt" },
            ],
        },
        finds: [wrong("http", "amqp"), wrong("amqp", "amqps"), wrong("mqtt", "web-mqtt")],
    },
    {
        when: "what a protocol speaks, what it is carried by, and what nobody here knows",
        in: service,
        set: {
            "spec.ports": [
                { name: "amqps", port: 5671, targetPort: "amqps", appProtocol: "tls" },
                { name: "stream", port: 5552, appProtocol: "rabbitmq.com/stream" },
                { name: "web", port: 15675, appProtocol: "http" },
                { name: "ui", port: 443, targetPort: "management-tls", appProtocol: "https" },
                { name: "mqtt", port: 1883, appProtocol: "tcp" },
            ],
        },
        finds: [],
    },
    {
        when: "a name of RabbitMQ's on a port of another program's",
        in: "Service/orders-api",
        set: {
            "spec.ports": [
                { name: "management", port: 8081, targetPort: "http", appProtocol: "http" },
                { name: "prometheus", port: 9090, appProtocol: "http" },
            ],
        },
        finds: [],
    },
]);
