import { probeDeclared } from "../../../../policy/rules/port/probeDeclared";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container } from "../../shopStack";

const finding = (at: string, is: string) =>
    `Deployment "shop/orders-api" container "producer" ${at} port is ${is}; prod requires a port that the container declares. Declare it or change the probe.`;

describeRule(probeDeclared, [
    {
        when: "a probe of a name that is not declared",
        in: "Deployment/orders-api",
        set: { [`${container}.livenessProbe`]: { tcpSocket: { port: "health" } } },
        finds: [finding("livenessProbe", '"health"')],
    },
    {
        when: "a hook of a number that is not declared",
        in: "Deployment/orders-api",
        set: { [`${container}.lifecycle.preStop`]: { httpGet: { port: 9000 } } },
        finds: [finding("lifecycle.preStop", "9000")],
    },
    {
        when: "a probe of another host",
        in: "Deployment/orders-api",
        set: { [`${container}.readinessProbe.httpGet.host`]: "example.org" },
        finds: [
            'Deployment "shop/orders-api" container "producer" readinessProbe host is "example.org"; prod requires none, which means the pod itself. Remove host.',
        ],
    },
    {
        when: "a probe when the one before it is not known",
        in: "Deployment/orders-api",
        set: {
            [`${container}.readinessProbe.httpGet.port`]: unknown,
            [`${container}.livenessProbe`]: { grpc: { port: 9000 } },
        },
        finds: [finding("livenessProbe", "9000")],
        unknown: "spec.template.spec.containers.0.readinessProbe.httpGet.port",
    },
    {
        when: "a probe by number of a declared port",
        in: "Deployment/orders-api",
        set: { [`${container}.livenessProbe`]: { httpGet: { port: 8080 } } },
        finds: [],
    },
]);
