import { targetResolves } from "../../../../policy/rules/port/targetResolves";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container } from "../../shopStack";

const declared =
    'StatefulSet "rabbitmq" (declares amqps:5671, management-tls:15671, prometheus:15692, epmd:4369, cluster-rpc:25672)';

describeRule(targetResolves, [
    {
        when: "a target port by a name that no container declares",
        in: "Service/rabbitmq",
        set: { "spec.ports.0.targetPort": "amqp" },
        finds: [
            `Service "shop/rabbitmq" port "amqps" targets "amqp", not declared by ${declared}. Declare it in the container or change targetPort.`,
        ],
    },
    {
        when: "a target port by a number that no container declares",
        in: "Service/rabbitmq",
        set: { "spec.ports.0.targetPort": 5672 },
        finds: [
            `Service "shop/rabbitmq" port "amqps" targets 5672, not declared by ${declared}. Declare it in the container or change targetPort.`,
        ],
    },
    {
        when: "a target port that is left out and so is the Service's own port",
        in: "Service/orders-api",
        set: { "spec.ports.0.targetPort": undefined },
        finds: [
            'Service "shop/orders-api" port "http" targets 80, not declared by Deployment "orders-api" (declares http:8080). Declare it in the container or change targetPort.',
        ],
    },
    {
        when: "a protocol that the container does not declare",
        in: "Service/orders-api",
        set: { "spec.ports.0.protocol": "UDP" },
        finds: [
            'Service "shop/orders-api" port "http" targets "http" (UDP), not declared by Deployment "orders-api" (declares http:8080). Declare it in the container or change targetPort.',
        ],
    },
    {
        when: "a second port when the first is not known",
        in: "Service/rabbitmq",
        set: { "spec.ports.0.targetPort": unknown, "spec.ports.1.targetPort": "management" },
        finds: [
            `Service "shop/rabbitmq" port "management-tls" targets "management", not declared by ${declared}. Declare it in the container or change targetPort.`,
        ],
        unknown: "spec.ports.0.targetPort",
    },
    {
        when: "a Service, as not known, whose container's ports are not known",
        in: "Deployment/orders-api",
        set: { [`${container}.ports`]: unknown },
        finds: [],
        unknown: "spec.template.spec.containers.0.ports",
    },
    {
        when: "a port that a sidecar declares",
        in: "Deployment/orders-api",
        set: {
            "spec.template.spec.initContainers": [
                {
                    name: "proxy",
                    restartPolicy: "Always",
                    ports: [{ name: "http", containerPort: 8080 }],
                },
            ],
            [`${container}.ports`]: [],
        },
        finds: [],
    },
    {
        when: "a Service of the same labels in another namespace",
        in: "Service/orders-api",
        set: { "metadata.namespace": "elsewhere", "spec.ports.0.targetPort": "other" },
        finds: [],
    },
]);
