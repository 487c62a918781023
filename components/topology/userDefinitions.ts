import { boundToIts, clientPermissions } from "./clientPermissions";
import type { ClientSettings, TopologySettings } from "./defaults";
import { ownerTag } from "./marks";
import { mqttExchange, topicExchanges, topicPattern } from "./mqttTopics";
import { anchored } from "./patterns";
import { allPermissions, noPermissions } from "./permissions";
import type { Credential } from "./users";
import { administrator, autoscaler, tenant } from "./users";

/** A user's name and the hash of its password. */
export interface HashedCredential extends Credential {
    passwordHash: string;
}

export function renderUser(
    topologyOwner: string,
    { owner, username, passwordHash }: HashedCredential,
    client: ClientSettings | undefined,
) {
    return {
        name: username,
        password_hash: passwordHash,
        hashing_algorithm: "rabbit_password_hashing_sha256",
        tags: [...managementTags(owner), ownerTag(topologyOwner)],
        limits: {
            "max-connections": client?.maxConnections ?? noLimit,
            "max-channels": client?.maxChannels ?? noLimit,
        },
    };
}

/**
 * The autoscaler and tenants may ask the management API about the virtual hosts that they have an entry in, however
 * empty. A tenant is no `policymaker`: that one lifts the limits of its virtual host, and changes the parameters of
 * the whole broker. https://www.rabbitmq.com/docs/management#permissions
 */
function managementTags(owner: string): string[] {
    switch (owner) {
        case administrator:
            return ["administrator"];
        case autoscaler:
        case tenant:
            return ["management"];
        default:
            return [];
    }
}

/** Said aloud, because an import takes back no limit that it does not name. https://www.rabbitmq.com/docs/user-limits */
export const noLimit = -1;

export function renderPermissions(
    topology: TopologySettings,
    { owner, username: user }: Credential,
) {
    switch (owner) {
        case administrator:
        case tenant:
            return Object.keys(topology.virtualHosts).map((vhost) => ({
                user,
                vhost,
                ...allPermissions,
            }));
        case autoscaler:
            return consumedVirtualHosts(topology).map((vhost) => ({
                user,
                vhost,
                ...noPermissions,
            }));
        default: {
            const client = topology.clients[owner]!;
            const host = topology.virtualHosts[client.virtualHost]!;
            const rights = clientPermissions(owner, client, host);
            return [{ user, vhost: client.virtualHost, ...rights }];
        }
    }
}

/** The virtual hosts that some client consumes in. */
function consumedVirtualHosts({ clients }: TopologySettings): string[] {
    const consuming = Object.values(clients).filter(({ consumesFrom }) => consumesFrom.length > 0);
    return [...new Set(consuming.map(({ virtualHost }) => virtualHost))].sort();
}

/**
 * Every topic exchange of a client has its entry, so that a pattern that is taken back is overwritten. Without
 * one, any routing key would do.
 */
export function renderTopicPermissions(
    topology: TopologySettings,
    { owner, username: user }: Credential,
) {
    const client = topology.clients[owner];
    if (client === undefined) {
        return [];
    }
    const { virtualHost: vhost, publishesTo, mqtt } = client;
    const host = topology.virtualHosts[vhost]!;
    const bound = boundToIts(client, host).exchanges;
    return topicExchanges(host.exchanges)
        .filter((name) => publishesTo.includes(name) || (name === mqttExchange && mqtt))
        .map((exchange) => ({
            user,
            vhost,
            exchange,
            write: writtenKeys(exchange, client),
            // Without it, what a client declares could not be bound.
            read: bound.includes(exchange) ? ".*" : topicPattern(subscriptions(exchange, client)),
        }));
}

function writtenKeys(exchange: string, { publishesTo, routingKeys, mqtt }: ClientSettings): string {
    const patterns = [
        ...(publishesTo.includes(exchange) ? [anchored(routingKeys[exchange] ?? ".*")] : []),
        ...(exchange === mqttExchange && mqtt ? [topicPattern(mqtt.publishesTo)] : []),
    ];
    return patterns.length === 1 ? patterns[0]! : patterns.map((one) => `(?:${one})`).join("|");
}

function subscriptions(exchange: string, { mqtt }: ClientSettings): string[] {
    return exchange === mqttExchange ? (mqtt?.subscribesTo ?? []) : [];
}
