import { noHostPort } from "../../../../policy/rules/port/noHostPort";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container } from "../../shopStack";

const finding =
    'Deployment "shop/orders-api" container "producer" port "http" hostPort is 8080; prod requires none. Remove hostPort and use a Service.';

describeRule(noHostPort, [
    {
        when: "a port of the node",
        in: "Deployment/orders-api",
        set: { [`${container}.ports.0.hostPort`]: 8080 },
        finds: [finding],
    },
    {
        when: "the network of the node",
        in: "Deployment/orders-api",
        set: { "spec.template.spec.hostNetwork": true },
        finds: [
            'Deployment "shop/orders-api" spec.template.spec.hostNetwork is true; prod requires false. Remove hostNetwork and use a Service.',
        ],
    },
    {
        when: "a port of the node when the network is not known",
        in: "Deployment/orders-api",
        set: {
            [`${container}.ports.0.hostPort`]: 8080,
            "spec.template.spec.hostNetwork": unknown,
        },
        finds: [finding],
        unknown: "spec.template.spec.hostNetwork",
    },
    {
        when: "port 0 of the node, which means none",
        in: "Deployment/orders-api",
        set: { [`${container}.ports.0.hostPort`]: 0 },
        finds: [],
    },
]);
