/** The ports of RabbitMQ, as https://www.rabbitmq.com/docs/networking#ports lists them. */

interface Protocol {
    /** The name that our components and the RabbitMQ cluster operator give to the port. */
    readonly name: string;
    readonly port: number;
    readonly tlsName: string;
    readonly tlsPort: number;
}

/** What clients speak. */
const clientProtocols: readonly Protocol[] = [
    { name: "amqp", port: 5672, tlsName: "amqps", tlsPort: 5671 },
    { name: "stream", port: 5552, tlsName: "streams", tlsPort: 5551 },
    { name: "mqtt", port: 1883, tlsName: "mqtts", tlsPort: 8883 },
    { name: "stomp", port: 61613, tlsName: "stomps", tlsPort: 61614 },
    { name: "web-stomp", port: 15674, tlsName: "web-stomp-tls", tlsPort: 15673 },
    { name: "web-mqtt", port: 15675, tlsName: "web-mqtt-tls", tlsPort: 15676 },
];

const management: Protocol = {
    name: "management",
    port: 15672,
    tlsName: "management-tls",
    tlsPort: 15671,
};

const metrics: Protocol = {
    name: "prometheus",
    port: 15692,
    tlsName: "prometheus-tls",
    tlsPort: 15691,
};

const protocols = [...clientProtocols, management, metrics];

export const managementPorts: readonly number[] = [management, metrics].flatMap(bothPorts);

/** Ports between nodes, and between a node and its command line tools: `from-to`. */
export const internodePorts: readonly string[] = ["4369", "25672", "35672-35682", "6000-6500"];

/** The ports that clients and people use without TLS, and those that do the same with TLS. */
export const tlsTwins: Readonly<{ [key: number]: number }> = Object.fromEntries(
    [...clientProtocols, management].map(({ port, tlsPort }) => [port, tlsPort]),
);

/** The number behind each name of a broker's port. */
export const portsByName: Readonly<{ [key: string]: number }> = {
    ...Object.fromEntries(
        protocols.flatMap(({ name, port, tlsName, tlsPort }) => [
            [name, port],
            [tlsName, tlsPort],
        ]),
    ),
    epmd: 4369,
    "cluster-rpc": 25672,
};

/** What a broker or its workloads may listen on unless an environment says otherwise. */
export const usualPorts: readonly number[] = [
    ...[80, 443, 8080, 8443],
    ...Object.values(portsByName).sort((a, b) => a - b),
];

function bothPorts({ port, tlsPort }: Protocol): number[] {
    return [port, tlsPort];
}
