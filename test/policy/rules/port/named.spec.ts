import { named } from "../../../../policy/rules/port/named";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container } from "../../shopStack";

describeRule(named, [
    {
        when: "a container port without a name",
        in: "Deployment/orders-worker",
        set: { [`${container}.ports.0.name`]: undefined },
        finds: [
            'Deployment "shop/orders-worker" container "consumer" ports[0] name is unset; prod requires a name. Name it after its protocol, such as amqp or http.',
        ],
    },
    {
        when: "a name that Kubernetes would refuse",
        in: "Deployment/orders-worker",
        set: { [`${container}.ports.0.name`]: "http_metrics" },
        finds: [
            'Deployment "shop/orders-worker" container "consumer" ports[0] name is "http_metrics"; prod requires at most 15 of a-z, 0-9 and single -, with a letter. Rename it.',
        ],
    },
    {
        when: "a name that is longer than Kubernetes takes",
        in: "Service/rabbitmq",
        set: { "spec.ports.1.name": "management-over-tls" },
        finds: [
            'Service "shop/rabbitmq" ports[1] name is "management-over-tls"; prod requires at most 15 of a-z, 0-9 and single -, with a letter. Rename it.',
        ],
    },
    {
        when: "two ports of a pod with one name",
        in: "Deployment/orders-worker",
        set: {
            [`${container}.ports.1`]: { name: "http", containerPort: 8081 },
            "spec.template.spec.containers.1": {
                name: "sidecar",
                ports: [{ name: "http", containerPort: 8082 }],
            },
        },
        finds: [
            'Deployment "shop/orders-worker" container "consumer" ports[1] name is "http", as container "consumer" ports[0] has it; prod requires names that are unique in the pod. Rename one of them.',
            'Deployment "shop/orders-worker" container "sidecar" ports[0] name is "http", as container "consumer" ports[0] has it; prod requires names that are unique in the pod. Rename one of them.',
        ],
    },
    {
        when: "two ports of a Service with one name",
        in: "Service/rabbitmq",
        set: { "spec.ports.1.name": "amqps" },
        finds: [
            'Service "shop/rabbitmq" ports[1] name is "amqps", as ports[0] has it; prod requires names that are unique in the Service. Rename one of them.',
        ],
    },
    {
        when: "a target port by number, next to a name that is not known",
        in: "Service/orders-api",
        set: { "spec.ports.0.name": unknown, "spec.ports.0.targetPort": 8080 },
        finds: [
            "Service \"shop/orders-api\" ports[0] targetPort is 8080; prod requires the name of a container's port. Name the container's port and set targetPort to that name.",
        ],
        unknown: "spec.ports.0.name",
    },
    {
        when: "a target port that is left to Kubernetes",
        in: "Service/orders-api",
        set: { "spec.ports.0.targetPort": undefined },
        finds: [
            "Service \"shop/orders-api\" ports[0] targetPort is unset, which means 80; prod requires the name of a container's port. Name the container's port and set targetPort to that name.",
        ],
    },
    {
        when: "a Service that stands for a name outside the cluster",
        in: "Service/orders-api",
        set: { spec: { type: "ExternalName", ports: [{ port: 80 }] } },
        finds: [],
    },
]);
