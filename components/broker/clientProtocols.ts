import type { Input } from "@pulumi/pulumi";

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
    /** What a URL of it begins with. */
    scheme: string;
    /** The `appProtocol` of a Service. Defaults to `scheme`. */
    appProtocol?: string;
    /** The key of rabbitmq.conf that opens it. Absent where it is always open. */
    setting?: string;
}

/** A port of a broker node. Services, NetworkPolicies, probes, URLs and the PodMonitor follow from it. */
export interface BrokerPort extends Listener {
    /** The plugin that listens on it. Defaults to none: RabbitMQ itself does. */
    plugin?: string;
    peers: Peer[];
    /** Further namespaces whose pods may reach it. Defaults to none. */
    fromNamespaces?: Input<string>[];
}

/** A port that clients use, and the one that does the same with TLS. */
export interface ClientProtocol extends BrokerPort {
    setting: string;
    /** The key of rabbitmq.conf that closes it with `none`. Absent where it is closed once there is TLS. */
    closing?: string;
    tls: Listener & {
        setting: string;
        /** What the keys of rabbitmq.conf for its certificate begin with. Absent where RabbitMQ's own count. */
        options?: string;
    };
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

/** Those that a broker speaks once it is asked to, besides AMQP. */
export const mqtt: ClientProtocol = {
    name: "mqtt",
    number: 1883,
    scheme: "mqtt",
    setting: "mqtt.listeners.tcp.default",
    closing: "mqtt.listeners.tcp",
    plugin: "rabbitmq_mqtt",
    peers: [Peer.Clients],
    tls: {
        name: "mqtts",
        number: 8883,
        scheme: "mqtts",
        appProtocol: "tls",
        setting: "mqtt.listeners.ssl.default",
    },
};

export const stomp: ClientProtocol = {
    name: "stomp",
    number: 61613,
    scheme: "stomp",
    setting: "stomp.listeners.tcp.default",
    closing: "stomp.listeners.tcp",
    plugin: "rabbitmq_stomp",
    peers: [Peer.Clients],
    tls: {
        name: "stomps",
        number: 61614,
        scheme: "stomp+ssl",
        appProtocol: "tls",
        setting: "stomp.listeners.ssl.default",
    },
};

export const stream: ClientProtocol = {
    name: "stream",
    number: 5552,
    scheme: "rabbitmq-stream",
    appProtocol: "tcp",
    setting: "stream.listeners.tcp.default",
    closing: "stream.listeners.tcp",
    plugin: "rabbitmq_stream",
    peers: [Peer.Clients],
    tls: {
        name: "streams",
        number: 5551,
        scheme: "rabbitmq-stream+tls",
        appProtocol: "tls",
        setting: "stream.listeners.ssl.default",
    },
};

export const webMqtt: ClientProtocol = {
    name: "web-mqtt",
    number: 15675,
    scheme: "ws",
    appProtocol: "kubernetes.io/ws",
    setting: "web_mqtt.tcp.port",
    closing: "web_mqtt.tcp.listener",
    plugin: "rabbitmq_web_mqtt",
    peers: [Peer.Clients],
    tls: {
        name: "web-mqtt-tls",
        number: 15676,
        scheme: "wss",
        appProtocol: "kubernetes.io/wss",
        setting: "web_mqtt.ssl.port",
        options: "web_mqtt.ssl",
    },
};

export const webStomp: ClientProtocol = {
    name: "web-stomp",
    number: 15674,
    scheme: "ws",
    appProtocol: "kubernetes.io/ws",
    setting: "web_stomp.tcp.port",
    closing: "web_stomp.tcp.listener",
    plugin: "rabbitmq_web_stomp",
    peers: [Peer.Clients],
    tls: {
        name: "web-stomp-tls",
        number: 15673,
        scheme: "wss",
        appProtocol: "kubernetes.io/wss",
        setting: "web_stomp.ssl.port",
        options: "web_stomp.ssl",
    },
};
