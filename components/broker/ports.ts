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

/** A port of a broker node. Services, NetworkPolicies, probes, URLs and the PodMonitor follow from it. */
export interface BrokerPort {
    name: string;
    number: number;
    /** What a URL of it begins with, and the `appProtocol` of a Service. */
    scheme: string;
    /** The plugin that listens on it. Defaults to none: RabbitMQ itself does. */
    plugin?: string;
    peers: Peer[];
}

export const amqp: BrokerPort = {
    name: "amqp",
    number: 5672,
    scheme: "amqp",
    peers: [Peer.Clients],
};

export const management: BrokerPort = {
    name: "management",
    number: 15672,
    scheme: "http",
    plugin: "rabbitmq_management",
    peers: [Peer.Topology, Peer.Monitoring, Peer.Autoscaler],
};

export const prometheus: BrokerPort = {
    name: "prometheus",
    number: 15692,
    scheme: "http",
    plugin: "rabbitmq_prometheus",
    peers: [Peer.Monitoring],
};

const epmd: BrokerPort = { name: "epmd", number: 4369, scheme: "tcp", peers: [Peer.Nodes] };

const clusterRpc: BrokerPort = {
    name: "cluster-rpc",
    number: 25672,
    scheme: "tcp",
    peers: [Peer.Nodes],
};

/** https://www.rabbitmq.com/docs/networking#ports */
export const brokerPorts = [amqp, management, prometheus, epmd, clusterRpc];

/** What nodes open to each other as they need it: command line tools, and the replication of streams. */
export const nodePortRanges = [
    { first: 35672, last: 35682 },
    { first: 6000, last: 6500 },
];

/** The ports by which nodes find and reach each other, before they are ready. */
export const nodePorts = brokerPorts.filter(({ peers }) => peers.includes(Peer.Nodes));

/** The ports that others use. */
export const servicePorts = brokerPorts.filter((port) => !nodePorts.includes(port));
