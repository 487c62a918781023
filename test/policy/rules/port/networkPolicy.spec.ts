import { networkPolicy } from "../../../../policy/rules/port/networkPolicy";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";

const none = (kind: string, name: string) =>
    `${kind} "shop/${name}" has no NetworkPolicy for ingress to its pods. Add one that selects them and lets in the ports they declare.`;
const port = (is: string, name = "orders-api") =>
    `NetworkPolicy "shop/${name}" spec.ingress[0].ports[0] is ${is}; prod requires a port that the selected pods declare. Declare it in a container or remove it.`;

describeRule(networkPolicy, [
    {
        when: "a workload that no policy selects",
        in: "NetworkPolicy/orders-api",
        set: { "spec.podSelector": { matchLabels: { a: "1" } } },
        finds: [none("Deployment", "orders-api")],
    },
    {
        when: "a workload whose policy is for egress only",
        in: "NetworkPolicy/rabbitmq",
        set: { "spec.policyTypes": ["Egress"] },
        finds: [none("StatefulSet", "rabbitmq")],
    },
    {
        when: "a workload that no policy selects where only brokers need one",
        in: "NetworkPolicy/orders-api",
        set: { "spec.podSelector": { matchLabels: { a: "1" } } },
        config: { brokersOnly: true },
        finds: [],
    },
    {
        when: "a policy for all pods of the namespace",
        in: "NetworkPolicy/orders-api",
        set: { "spec.podSelector": {}, "spec.policyTypes": undefined },
        finds: [],
    },
    {
        when: "a port by a name that the pods do not declare",
        in: "NetworkPolicy/orders-api",
        set: { "spec.ingress.0.ports.0.port": "web" },
        finds: [port("web (TCP)")],
    },
    {
        when: "a port with another protocol",
        in: "NetworkPolicy/orders-api",
        set: { "spec.ingress.0.ports.0.protocol": "UDP" },
        finds: [port("http (UDP)")],
    },
    {
        when: "a range without a declared port",
        in: "NetworkPolicy/orders-api",
        set: { "spec.ingress.0.ports.0": { port: 9000, endPort: 9010 } },
        finds: [port("9000-9010 (TCP)")],
    },
    {
        when: "the ranges that RabbitMQ nodes use, which no container declares",
        in: "NetworkPolicy/rabbitmq",
        set: {
            "spec.ingress.0.ports.0": { port: 35672, endPort: 35682 },
            "spec.ingress.0.ports.1": { port: 6000, endPort: 6500 },
        },
        finds: [],
    },
    {
        when: "coverage as not known when a policy's selector is not known",
        in: "NetworkPolicy/orders-api",
        set: { "spec.podSelector": unknown },
        finds: [],
        unknown: "spec.podSelector",
    },
]);
