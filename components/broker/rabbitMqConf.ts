import type { ServiceSettings } from "../kubernetes/service";
import { IpFamily, mayHaveFamily } from "../kubernetes/service";
import type { Transport } from "./ports";
import { servicePorts, spokenProtocols } from "./ports";
import { protocolConf } from "./protocolConf";
import type { ProtocolSettings } from "./protocols";
import { speaksMqtt } from "./protocols";
import type { BrokerSizes } from "./sizes";
import { mostReplicas } from "./sizes";
import type { TlsSettings } from "./tls";
import { tlsConf } from "./tlsConf";

export const definitionsFile = "/etc/rabbitmq/definitions/boot.json";

/** The plugins that every node runs, with those that were asked for. */
export function enabledPlugins(additional: string[], transport: Transport = {}): string {
    return `[${pluginNames(additional, transport).join(",")}].\n`;
}

export function pluginNames(additional: string[], transport: Transport): string[] {
    const listening = spokenProtocols(transport).flatMap(({ plugin = [] }) => plugin);
    const plugins = ["rabbitmq_peer_discovery_k8s", ...listening, ...additional];
    return [...new Set(plugins)].sort();
}

/** What was asked for besides: read after all else. */
export function additionalConf(settings: { [key: string]: string }): string {
    return conf(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What decides how a node listens. */
export interface Listening extends Transport {
    tls?: TlsSettings;
    ipFamily?: IpFamily;
    service?: ServiceSettings;
}

/**
 * rabbitmq.conf of a node. https://www.rabbitmq.com/docs/configure
 * Clustering needs no more than the plugin and the size: the node with ordinal 0 is the seed.
 */
export function rabbitMqConf(
    clusterName: string,
    sizes: BrokerSizes,
    { tls, protocols = {}, ipFamily, service }: Listening = {},
): string {
    return conf([
        ["cluster_name", clusterName],
        ["cluster_formation.peer_discovery_backend", "k8s"],
        ["log.console", "true"],
        ["log.file", "false"],
        ["auth_mechanisms.1", "PLAIN"],
        ["auth_mechanisms.2", "AMQPLAIN"],
        ["anonymous_login_user", "none"],
        ["total_memory_available_override_value", sizes.memoryBytes],
        ["vm_memory_high_watermark.absolute", sizes.memoryWatermarkBytes],
        ["disk_free_limit.absolute", sizes.diskFreeLimitBytes],
        ["raft.wal_max_size_bytes", sizes.walBytes],
        ...defaultQueueType(protocols),
        ["quorum_queue.continuous_membership_reconciliation.enabled", "true"],
        // As many as there may ever be: a queue has a member on every node that is there.
        ["quorum_queue.continuous_membership_reconciliation.target_group_size", mostReplicas],
        ["quorum_queue.continuous_membership_reconciliation.interval", 30_000],
        ["definitions.import_backend", "local_filesystem"],
        ["definitions.local.path", definitionsFile],
        ...(tls ? tlsConf(tls, protocols) : []),
        ...protocolConf(clusterName, protocols),
        ...(ipFamily === IpFamily.IPv6 || (service && mayHaveFamily(service, IpFamily.IPv6))
            ? everyAddress({ tls, protocols })
            : []),
    ]);
}

/** AMQP listens on addresses of both families by itself; what is spoken over HTTP does so when it is told. */
function everyAddress(transport: Transport): [string, string][] {
    return servicePorts(transport).flatMap(({ setting = "" }): [string, string][] =>
        setting.endsWith(".port") ? [[setting.replace(/port$/, "ip"), "::"]] : [],
    );
}

/**
 * Every virtual host says it by itself as well. For MQTT it has to be left to that: subscriptions that end with
 * their connection are exclusive queues, which RabbitMQ would declare as quorum queues, and then refuse.
 */
function defaultQueueType(protocols: ProtocolSettings): [string, string][] {
    return speaksMqtt(protocols) ? [] : [["default_queue_type", "quorum"]];
}

/** What a node has to know of the number of nodes: how many it waits for when it starts. */
export function sizeConf(replicas: number): string {
    return conf([["cluster_formation.target_cluster_size_hint", replicas]]);
}

function conf(settings: [string, string | number][]): string {
    return settings.map(([key, value]) => `${key} = ${value}\n`).join("");
}
