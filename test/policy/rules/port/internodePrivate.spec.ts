import { internodePrivate } from "../../../../policy/rules/port/internodePrivate";
import { describeRule } from "../../describeRule";

const finding = (name: string, port: number, service = "rabbitmq") =>
    `Service "shop/${service}" port "${name}" is ${port}, a port between nodes; prod requires clusterIP None for it. Move it to the headless Service.`;

describeRule(internodePrivate, [
    {
        when: "a port between nodes on the Service for clients",
        in: "Service/rabbitmq",
        set: { "spec.ports.0": { name: "dist", port: 80, targetPort: "cluster-rpc" } },
        finds: [finding("dist", 25672)],
    },
    ...[4369, 25672, 35672, 35682, 6000, 6500].map((port) => ({
        when: `${port} on the Service for clients`,
        in: "Service/rabbitmq",
        set: { "spec.ports.0": { name: "dist", port } },
        finds: [finding("dist", port)],
    })),
    {
        when: "a port of the command line tools on the Service for clients",
        in: "Service/rabbitmq",
        set: { "spec.ports.0": { name: "cli", port: 35675 } },
        finds: [finding("cli", 35675)],
    },
    {
        when: "the nodes' own Service when it is not headless",
        in: "Service/rabbitmq-headless",
        set: { "spec.clusterIP": undefined },
        finds: [
            finding("epmd", 4369, "rabbitmq-headless"),
            finding("cluster-rpc", 25672, "rabbitmq-headless"),
        ],
    },
    {
        when: "such a number on what is no broker",
        in: "Service/orders-api",
        set: { "spec.ports.0.port": 6000 },
        finds: [],
    },
]);
