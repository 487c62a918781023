/** Who may reach a port, as far as a NetworkPolicy can tell. */
export enum Peer {
    /** Pods that a connection was wired to. */
    Clients,
    /** The other nodes of the broker. */
    Nodes,
    /** The Job that applies what is declared. */
    Topology,
    /** The namespaces that were named for monitoring. */
    Monitoring,
    /** KEDA, once there is an autoscaler. */
    Autoscaler,
}

interface Listener {
    name: string;
    number: number;
    /** What a URL of it begins with, and the `appProtocol` of a Service. */
    scheme: string;
    /** The key of rabbitmq.conf that opens it. Absent where it is always open. */
    setting?: string;
}

/** A port of a broker node. Services, NetworkPolicies, probes, URLs and the PodMonitor follow from it. */
export interface BrokerPort extends Listener {
    /** The plugin that listens on it. Defaults to none: RabbitMQ itself does. */
    plugin?: string;
    peers: Peer[];
}

/** A port that clients use, and the one that does the same with TLS. */
export interface ClientProtocol extends BrokerPort {
    setting: string;
    /** The key of rabbitmq.conf that closes it with `none`. Absent where it is closed once there is TLS. */
    closing?: string;
    tls: Listener & {
        setting: string;
        /** What the keys of rabbitmq.conf for its certificate begin with. */
        options: string;
    };
}

/** As much of a broker's settings as decides which ports it opens. */
export interface Transport {
    tls?: { plaintext: boolean };
}

export const amqp: ClientProtocol = {
    name: "amqp",
    number: 5672,
    scheme: "amqp",
    setting: "listeners.tcp.default",
    closing: "listeners.tcp",
    peers: [Peer.Clients],
    tls: {
        name: "amqps",
        number: 5671,
        scheme: "amqps",
        setting: "listeners.ssl.default",
        options: "ssl_options",
    },
};

export const management: ClientProtocol = {
    name: "management",
    number: 15672,
    scheme: "http",
    setting: "management.tcp.port",
    plugin: "rabbitmq_management",
    peers: [Peer.Topology, Peer.Monitoring, Peer.Autoscaler],
    tls: {
        name: "management-tls",
        number: 15671,
        scheme: "https",
        setting: "management.ssl.port",
        options: "management.ssl",
    },
};

export const prometheus: ClientProtocol = {
    name: "prometheus",
    number: 15692,
    scheme: "http",
    setting: "prometheus.tcp.port",
    closing: "prometheus.tcp.listener",
    plugin: "rabbitmq_prometheus",
    peers: [Peer.Monitoring],
    tls: {
        name: "prometheus-tls",
        number: 15691,
        scheme: "https",
        setting: "prometheus.ssl.port",
        options: "prometheus.ssl",
    },
};

const epmd: BrokerPort = { name: "epmd", number: 4369, scheme: "tcp", peers: [Peer.Nodes] };

const clusterRpc: BrokerPort = {
    name: "cluster-rpc",
    number: 25672,
    scheme: "tcp",
    peers: [Peer.Nodes],
};

/** https://www.rabbitmq.com/docs/networking#ports */
export const clientProtocols = [amqp, management, prometheus];

/** What nodes open to each other as they need it: command line tools, and the replication of streams. */
export const nodePortRanges = [
    { first: 35672, last: 35682 },
    { first: 6000, last: 6500 },
];

/** The ports by which nodes find and reach each other, before they are ready. */
export const nodePorts = [epmd, clusterRpc];

/** The ports that others use. */
export function servicePorts({ tls }: Transport): BrokerPort[] {
    return clientProtocols.flatMap(({ tls: secure, ...plain }) => [
        ...(tls === undefined || tls.plaintext ? [plain] : []),
        ...(tls ? [{ ...plain, ...secure }] : []),
    ]);
}

/** Every port that a broker opens. */
export function brokerPorts(transport: Transport): BrokerPort[] {
    return [...servicePorts(transport), ...nodePorts];
}

/** The port by which a protocol is spoken: with TLS wherever the broker can. */
export function portOf({ tls: secure, ...plain }: ClientProtocol, { tls }: Transport): BrokerPort {
    return tls ? { ...plain, ...secure } : plain;
}
