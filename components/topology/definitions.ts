import type { Binding, Client, Queue, TopologyArgs, VirtualHost } from "./arguments";
import {
    consumedVirtualHosts,
    deadLetterQueueName,
    defaultVirtualHost,
    ExchangeType,
    hasDeadLetterQueue,
    PolicyTarget,
    publishedQueues,
    QueueType,
    topicExchanges,
    virtualHosts,
} from "./arguments";
import { administratorPermissions, clientPermissions, noPermissions } from "./permissions";
import { managedPolicyPrefix, queueArguments, queuePolicy } from "./queuePolicy";
import type { Credential } from "./users";
import { administrator, autoscaler } from "./users";

/** A user's name and the hash of its password. */
export interface HashedCredential extends Credential {
    passwordHash: string;
}

/** Marks the users that the topology Job may remove once they are no longer declared. */
export const managedTag = "queue-workloads";

/**
 * Renders a topology and its users to RabbitMQ definitions.
 * https://www.rabbitmq.com/docs/definitions
 */
export function renderDefinitions(topology: TopologyArgs, users: HashedCredential[]) {
    const hosts = virtualHosts(topology);
    return {
        users: users.map((user) => renderUser(user, topology.clients?.[user.owner])),
        vhosts: hosts.map(([name]) => ({
            name,
            metadata: { description: "", tags: [], default_queue_type: QueueType.Quorum },
        })),
        permissions: users.flatMap((user) => renderPermissions(topology, user)),
        topic_permissions: users.flatMap((user) => renderTopicPermissions(topology, user)),
        exchanges: hosts.flatMap(([vhost, args]) => renderExchanges(topology, vhost, args)),
        policies: hosts.flatMap(([vhost, args]) => renderPolicies(vhost, args)),
        queues: hosts.flatMap(([vhost, args]) => renderQueues(vhost, args)),
        bindings: hosts.flatMap(([vhost, args]) => renderBindings(topology, vhost, args)),
    };
}

export type Definitions = ReturnType<typeof renderDefinitions>;

/**
 * The definitions that a node imports when it boots: all but the streams, with which a second boot
 * fails (https://github.com/rabbitmq/rabbitmq-server/issues/14772), and what is bound to them.
 */
export function bootDefinitions(definitions: Definitions): Definitions {
    const isStream = (vhost: string, name: string) =>
        definitions.queues.some(
            (queue) =>
                queue.vhost === vhost &&
                queue.name === name &&
                queue.arguments["x-queue-type"] === QueueType.Stream,
        );
    return {
        ...definitions,
        queues: definitions.queues.filter(({ vhost, name }) => !isStream(vhost, name)),
        bindings: definitions.bindings.filter(
            ({ vhost, destination }) => !isStream(vhost, destination),
        ),
    };
}

function renderUser({ owner, username, passwordHash }: HashedCredential, client?: Client) {
    return {
        name: username,
        password_hash: passwordHash,
        hashing_algorithm: "rabbit_password_hashing_sha256",
        tags: [...managementTags(owner), managedTag],
        limits: {
            "max-connections": client?.maxConnections ?? noLimit,
            "max-channels": client?.maxChannels ?? noLimit,
        },
    };
}

/**
 * The autoscaler may ask the management API about the virtual hosts that it has an entry in, however
 * empty. https://www.rabbitmq.com/docs/management#permissions
 */
function managementTags(owner: string): string[] {
    switch (owner) {
        case administrator:
            return ["administrator"];
        case autoscaler:
            return ["management"];
        default:
            return [];
    }
}

/** Said aloud, because an import takes back no limit that it does not name. https://www.rabbitmq.com/docs/user-limits */
const noLimit = -1;

function renderPermissions(topology: TopologyArgs, { owner, username }: Credential) {
    const user = username;
    if (owner === administrator) {
        return virtualHosts(topology).map(([vhost]) => ({
            user,
            vhost,
            ...administratorPermissions,
        }));
    }
    if (owner === autoscaler) {
        return consumedVirtualHosts(topology).map((vhost) => ({ user, vhost, ...noPermissions }));
    }
    const { virtualHost, publishesTo = [], consumesFrom = [] } = topology.clients?.[owner] ?? {};
    const vhost = virtualHost ?? defaultVirtualHost;
    return [{ user, vhost, ...clientPermissions(publishesTo, consumesFrom) }];
}

/** Every topic exchange of a client has its entry, so that a pattern that is taken back is overwritten. */
function renderTopicPermissions(topology: TopologyArgs, { owner, username }: Credential) {
    const client = topology.clients?.[owner];
    if (client === undefined) {
        return [];
    }
    const vhost = client.virtualHost ?? defaultVirtualHost;
    return topicExchanges(topology, vhost)
        .filter((exchange) => client.publishesTo?.includes(exchange))
        .map((exchange) => ({
            user: username,
            vhost,
            exchange,
            write: client.routingKeys?.[exchange] ?? ".*",
            read: "^$",
        }));
}

function renderExchanges(topology: TopologyArgs, vhost: string, args: VirtualHost) {
    const declared = Object.entries(args.exchanges ?? {}).map(([name, exchange]) => ({
        name,
        type: exchange.type ?? ExchangeType.Topic,
    }));
    const direct = publishedQueues(topology, vhost).map((name) => ({
        name,
        type: ExchangeType.Direct,
    }));
    return [...declared, ...direct].map(({ name, type }) => ({
        name,
        vhost,
        type,
        durable: true,
        auto_delete: false,
        internal: false,
        arguments: {},
    }));
}

function renderQueues(vhost: string, args: VirtualHost) {
    return Object.entries(args.queues ?? {}).flatMap(([name, queue]) => {
        const rendered = [renderQueue(vhost, name, queue)];
        if (hasDeadLetterQueue(queue)) {
            const type = queue.type === QueueType.Classic ? QueueType.Classic : QueueType.Quorum;
            rendered.push(renderQueue(vhost, deadLetterQueueName(name), { type }));
        }
        return rendered;
    });
}

function renderQueue(vhost: string, name: string, queue: Queue) {
    return { name, vhost, durable: true, auto_delete: false, arguments: queueArguments(queue) };
}

function renderPolicies(vhost: string, args: VirtualHost) {
    const own = Object.entries(args.queues ?? {}).flatMap(([name, queue]) =>
        queuePolicy(vhost, name, queue),
    );
    const further = Object.entries(args.policies ?? {}).map(([name, policy]) => ({
        vhost,
        name: `${managedPolicyPrefix}policy.${name}`,
        pattern: policy.pattern,
        "apply-to": policy.applyTo ?? PolicyTarget.Queues,
        priority: policy.priority ?? 0,
        definition: policy.definition,
    }));
    return [...own, ...further];
}

function renderBindings(topology: TopologyArgs, vhost: string, args: VirtualHost) {
    const direct: Binding[] = publishedQueues(topology, vhost).map((queue) => ({
        exchange: queue,
        queue,
        routingKey: queue,
    }));
    return [...direct, ...Object.values(args.bindings ?? {})].map((binding) => ({
        source: binding.exchange,
        vhost,
        destination: binding.queue,
        destination_type: "queue",
        routing_key: binding.routingKey ?? "",
        arguments: binding.arguments ?? {},
    }));
}
