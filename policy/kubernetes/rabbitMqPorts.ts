/** The ports of RabbitMQ, as https://www.rabbitmq.com/docs/networking#ports lists them. */

import type { ServicePort } from "./shapes/service";

interface Protocol {
    /** The name that our components and the RabbitMQ cluster operator give to the port. */
    readonly name: string;
    readonly port: number;
    readonly tlsName: string;
    readonly tlsPort: number;
    /** The `appProtocol` of a Service, without and with TLS. */
    readonly speaks: readonly [plain: string, tls: string];
}

/** What clients speak. */
const clientProtocols: readonly Protocol[] = [
    { name: "amqp", port: 5672, tlsName: "amqps", tlsPort: 5671, speaks: ["amqp", "amqps"] },
    { name: "stream", port: 5552, tlsName: "streams", tlsPort: 5551, speaks: ["tcp", "tls"] },
    { name: "mqtt", port: 1883, tlsName: "mqtts", tlsPort: 8883, speaks: ["mqtt", "tls"] },
    { name: "stomp", port: 61613, tlsName: "stomps", tlsPort: 61614, speaks: ["stomp", "tls"] },
    {
        name: "web-stomp",
        port: 15674,
        tlsName: "web-stomp-tls",
        tlsPort: 15673,
        speaks: ["kubernetes.io/ws", "kubernetes.io/wss"],
    },
    {
        name: "web-mqtt",
        port: 15675,
        tlsName: "web-mqtt-tls",
        tlsPort: 15676,
        speaks: ["kubernetes.io/ws", "kubernetes.io/wss"],
    },
];

const management: Protocol = {
    name: "management",
    port: 15672,
    tlsName: "management-tls",
    tlsPort: 15671,
    speaks: ["http", "https"],
};

const metrics: Protocol = {
    name: "prometheus",
    port: 15692,
    tlsName: "prometheus-tls",
    tlsPort: 15691,
    speaks: ["http", "https"],
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

const appProtocols: Readonly<{ [nameOrPort: string]: string }> = {
    http: "http",
    80: "http",
    https: "https",
    443: "https",
    epmd: "tcp",
    4369: "tcp",
    "cluster-rpc": "tcp",
    25672: "tcp",
    ...Object.fromEntries(
        protocols.flatMap(({ name, port, tlsName, tlsPort, speaks: [plain, tls] }) => [
            [name, plain],
            [port, plain],
            [tlsName, tls],
            [tlsPort, tls],
        ]),
    ),
};

/** What a port of a Service speaks, if its names and numbers tell, and none of them tells another thing. */
export function appProtocolOf({ name, port, targetPort }: ServicePort): string | undefined {
    const told = [name, port, targetPort]
        .map((key) => (Object.hasOwn(appProtocols, key ?? "") ? appProtocols[key!] : undefined))
        .filter((protocol) => protocol !== undefined);
    return new Set(told).size === 1 ? told[0] : undefined;
}

/** A field of a port, and the protocol that its value means. */
interface ToldProtocol {
    readonly field: string;
    readonly value: string | number;
    readonly protocol: string;
}

const protocolsByKey: ReadonlyMap<string, string> = new Map(
    Object.entries(portsByName).flatMap(([name, port]) => [
        [name, name],
        [`${port}`, name],
    ]),
);

/** What the names and numbers of a port say about its protocol; nothing for those that are not RabbitMQ's. */
export function protocolsOf(fields: {
    readonly [field: string]: string | number | undefined;
}): ToldProtocol[] {
    return Object.entries(fields).flatMap(([field, value]) => {
        const protocol = value === undefined ? undefined : protocolsByKey.get(`${value}`);
        return value === undefined || protocol === undefined ? [] : [{ field, value, protocol }];
    });
}

/** Protocols that begin as another does. */
const carriers: Readonly<{ [spoken: string]: readonly string[] }> = {
    "kubernetes.io/ws": ["http"],
    "kubernetes.io/wss": ["https", "tls"],
    https: ["tls"],
    amqps: ["tls"],
};

/** Whether an `appProtocol` is right for a protocol: its own, one that carries it, or one of nobody here. */
export function agrees(appProtocol: string, protocol: string): boolean {
    const spoken = appProtocols[protocol] ?? "";
    return (
        appProtocol === spoken ||
        appProtocol === "tcp" ||
        (carriers[spoken] ?? []).includes(appProtocol) ||
        !foreign.has(appProtocol)
    );
}

const foreign = new Set([
    ...Object.values(appProtocols),
    ...["grpc", "http2", "kubernetes.io/h2c", "mongo", "mysql", "redis"],
]);
