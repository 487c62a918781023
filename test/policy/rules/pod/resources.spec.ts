import { resources } from "../../../../policy/rules/pod/resources";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container } from "../../shopStack";

const unset = (field: string, fix: string) =>
    `Deployment "shop/orders-api" container "producer" resources.${field} is unset; prod requires a quantity. Set it, such as ${fix}.`;

const podLevel = "spec.template.spec.resources";

describeRule(resources, [
    {
        when: "resources of the pod instead of its containers",
        in: "Deployment/orders-api",
        set: {
            [`${container}.resources`]: undefined,
            [podLevel]: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
        },
        finds: [],
    },
    {
        when: "resources of the pod and its containers that leave something out",
        in: "Deployment/orders-api",
        set: {
            [`${container}.resources`]: { requests: { cpu: "1" } },
            [podLevel]: { requests: { memory: "1Gi" } },
        },
        finds: [unset("limits.memory", "128Mi")],
    },
    {
        when: "a broker's pod that does not get all its memory at once",
        in: "StatefulSet/rabbitmq",
        set: {
            [`${container}.resources`]: undefined,
            [podLevel]: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "2Gi" } },
        },
        finds: [
            'StatefulSet "shop/rabbitmq" spec.template.spec.resources.requests.memory is 1Gi; prod requires the limit of a broker, 2Gi. Use 2Gi.',
        ],
    },
    {
        when: "a container that asks for nothing",
        in: "Deployment/orders-api",
        set: { [`${container}.resources`]: undefined },
        finds: [
            unset("requests.cpu", "100m"),
            unset("requests.memory", "128Mi"),
            unset("limits.memory", "128Mi"),
        ],
    },
    {
        when: "a limit that is the request as well",
        in: "Deployment/orders-api",
        set: { [`${container}.resources`]: { limits: { cpu: "1", memory: "1Gi" } } },
        finds: [],
    },
    {
        when: "a broker that asks for less memory than its limit",
        in: "StatefulSet/rabbitmq",
        set: { [`${container}.resources.limits.memory`]: "1Gi" },
        finds: [
            'StatefulSet "shop/rabbitmq" container "rabbitmq" resources.requests.memory is 128Mi; prod requires the limit of a broker, 1Gi. Use 1Gi.',
        ],
    },
    {
        when: "a broker's request and limit in other units",
        in: "StatefulSet/rabbitmq",
        set: {
            [`${container}.resources.requests.memory`]: "2Gi",
            [`${container}.resources.limits.memory`]: "2048Mi",
        },
        finds: [],
    },
    {
        when: "what is not set when another field is not known",
        in: "Deployment/orders-api",
        set: {
            [`${container}.resources.requests.cpu`]: unknown,
            [`${container}.resources.limits`]: undefined,
        },
        finds: [unset("limits.memory", "128Mi")],
        unknown: "spec.template.spec.containers.0.resources.requests.cpu",
    },
    {
        when: "more than the most that is allowed, and a limit too far above its request",
        in: "Deployment/orders-api",
        set: {
            [`${container}.resources`]: {
                requests: { cpu: "500m", memory: "1Gi" },
                limits: { cpu: 3, memory: "2Gi" },
            },
        },
        config: { max: { cpu: "2", memory: "2Gi" }, maxLimitRatio: { cpu: 4, memory: 2 } },
        finds: [
            'Deployment "shop/orders-api" container "producer" resources.limits.cpu is 3; prod requires at most 2. Use 2 or less.',
            'Deployment "shop/orders-api" container "producer" resources.limits.cpu is 3; prod requires at most 4 times the request, 500m. Raise the request or lower the limit.',
        ],
    },
    ...["a lot", "1 Gi", "-1", "1e"].map((value) => ({
        when: `a request of ${value}, which is no quantity`,
        in: "Deployment/orders-api",
        set: { [`${container}.resources.requests.cpu`]: value },
        finds: [
            `Deployment "shop/orders-api" container "producer" resources.requests.cpu is "${value}"; prod requires a quantity of Kubernetes, from 0. Write it as in 100m, 0.5 or 128Mi.`,
        ],
    })),
    {
        when: "a request for nothing",
        in: "Deployment/orders-api",
        set: { [`${container}.resources.requests.cpu`]: "0" },
        finds: [unset("requests.cpu", "100m").replace("unset", "0, which is nothing")],
    },
    {
        when: "a request above its limit, which Kubernetes refuses",
        in: "Deployment/orders-api",
        set: { [`${container}.resources.requests.memory`]: "1Gi" },
        finds: [
            'Deployment "shop/orders-api" container "producer" resources.requests.memory is 1Gi; prod requires at most the limit, 128Mi. Lower the request or raise the limit.',
        ],
    },
    {
        when: "more than is allowed to all containers of a pod together",
        in: "Deployment/orders-api",
        set: { [podLevel]: { requests: { cpu: "1" }, limits: { memory: "9Gi" } } },
        config: { max: { memory: "8Gi" } },
        finds: [
            'Deployment "shop/orders-api" spec.template.spec.resources.limits.memory is 9Gi; prod requires at most 8Gi. Use 8Gi or less.',
        ],
    },
]);
