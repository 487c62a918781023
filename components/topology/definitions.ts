import { ExchangeType } from "./arguments";
import { deadLetterQueueName } from "./deadLetters";
import type { BindingSettings, TopologySettings, VirtualHostSettings } from "./defaults";
import { furtherPolicyPrefix } from "./marks";
import { publishedQueues } from "./publishedQueues";
import { QueueType } from "./queue";
import type { DeclaredOnce } from "./queuePolicies";
import { queueArguments, queuePolicies } from "./queuePolicies";
import { replyExchanges } from "./replies";
import { partitionBindings, partsOf, superStreamArguments, superStreams } from "./superStreams";
import type { HashedCredential } from "./userDefinitions";
import { noLimit, renderPermissions, renderTopicPermissions, renderUser } from "./userDefinitions";

/**
 * Renders a topology and its users to RabbitMQ definitions. The users carry the mark of their owner,
 * so that many topologies can share a broker.
 * https://www.rabbitmq.com/docs/definitions
 */
export function renderDefinitions(
    owner: string,
    topology: TopologySettings,
    users: HashedCredential[],
) {
    const hosts = Object.entries(topology.virtualHosts);
    return {
        users: users.map((user) => renderUser(owner, user, topology.clients[user.owner])),
        vhosts: Object.keys(topology.virtualHosts).map((name) => ({
            name,
            metadata: { description: "", tags: [], default_queue_type: QueueType.Quorum },
        })),
        ...hostParameters(topology),
        permissions: users.flatMap((user) => renderPermissions(topology, user)),
        topic_permissions: users.flatMap((user) => renderTopicPermissions(topology, user)),
        exchanges: hosts.flatMap(([vhost, host]) => renderExchanges(topology, vhost, host)),
        policies: hosts.flatMap(([vhost, host]) => renderPolicies(vhost, host)),
        queues: hosts.flatMap(([vhost, host]) => renderQueues(vhost, host)),
        bindings: hosts.flatMap(([vhost, host]) => renderBindings(topology, vhost, host)),
    };
}

/** What a virtual host, and all its queues, are held to. */
function hostParameters({ virtualHosts }: TopologySettings) {
    const parameters = Object.entries(virtualHosts).flatMap(([vhost, host]): RuntimeParameter[] => [
        ...limits(vhost, host),
        ...operatorPolicies(vhost, host),
    ]);
    return parameters.length > 0 ? { parameters } : {};
}

/** Said aloud where there is none, so that one that is taken back goes. https://www.rabbitmq.com/docs/vhosts#limits */
function limits(vhost: string, { limits: given }: VirtualHostSettings): RuntimeParameter[] {
    const value = given && {
        "max-connections": given.maxConnections ?? noLimit,
        "max-queues": given.maxQueues ?? noLimit,
    };
    return value ? [{ component: "vhost-limits", vhost, name: "limits", value }] : [];
}

/** In definitions they are no policies, but parameters. */
function operatorPolicies(
    vhost: string,
    { operatorPolicies: policies = {} }: VirtualHostSettings,
): RuntimeParameter[] {
    return Object.entries(policies).map(([name, { pattern, applyTo, priority, definition }]) => ({
        component: "operator_policy",
        vhost,
        name: `${furtherPolicyPrefix}${name}`,
        value: { pattern, "apply-to": applyTo, priority, definition },
    }));
}

export type Definitions = ReturnType<typeof renderDefinitions>;

/** Those of several topologies on one broker. Of a user that several have, the first counts. */
export function mergeDefinitions(all: Definitions[]): Definitions {
    const kinds = [...new Set(all.flatMap((one) => Object.keys(one) as (keyof Definitions)[]))];
    const merged = kinds.map((kind) => [kind, all.flatMap((one): object[] => one[kind] ?? [])]);
    const { users, ...rest } = Object.fromEntries(merged) as Definitions;
    const first = new Map([...users].reverse().map((user) => [user.name, user]));
    return { users: users.filter((user) => first.get(user.name) === user), ...rest };
}

/** A runtime parameter of a plugin. */
export interface RuntimeParameter {
    component: string;
    vhost: string;
    name: string;
    value: { [key: string]: unknown };
}

/** The same with what plugins are told besides. */
export function withParameters(definitions: Definitions, further: RuntimeParameter[]) {
    const parameters: object[] = [...(definitions.parameters ?? []), ...further];
    return { ...definitions, ...(parameters.length > 0 && { parameters }) };
}

/**
 * What a node imports when it boots: only what RabbitMQ cannot refuse, because a node does not start
 * on definitions that it refuses.
 */
export function bootDefinitions({
    users,
    vhosts,
    permissions,
}: Pick<Definitions, "users" | "vhosts" | "permissions">) {
    return { users, vhosts, permissions };
}

function renderExchanges(topology: TopologySettings, vhost: string, host: VirtualHostSettings) {
    const declared = Object.entries(host.exchanges).map(([name, { type }]) => ({ name, type }));
    const direct = [...publishedQueues(topology, vhost), ...replyExchanges(topology, vhost)].map(
        (name) => ({ name, type: ExchangeType.Direct }),
    );
    const spreading = superStreams(host).map(([name]) => ({
        name,
        type: ExchangeType.Direct,
        arguments: superStreamArguments,
    }));
    return [...declared, ...direct, ...spreading].map((exchange) => ({
        vhost,
        durable: true,
        auto_delete: false,
        internal: false,
        arguments: {},
        ...exchange,
    }));
}

function renderQueues(vhost: string, { queues }: VirtualHostSettings) {
    return Object.entries(queues).flatMap(([name, queue]) => {
        const rendered = partsOf(name, queue).map((part) => renderQueue(vhost, part, queue));
        if (queue.deadLetterQueue) {
            const type = queue.type === QueueType.Classic ? QueueType.Classic : QueueType.Quorum;
            rendered.push(
                renderQueue(vhost, deadLetterQueueName(name), {
                    type,
                    singleActiveConsumer: false,
                }),
            );
        }
        return rendered;
    });
}

function renderQueue(vhost: string, name: string, queue: DeclaredOnce) {
    return { name, vhost, durable: true, auto_delete: false, arguments: queueArguments(queue) };
}

function renderPolicies(vhost: string, { queues, policies }: VirtualHostSettings) {
    const own = Object.entries(queues).flatMap(([name, queue]) =>
        queuePolicies(vhost, name, queue, policies),
    );
    const further = Object.entries(policies).map(
        ([name, { pattern, applyTo, priority, definition }]) => ({
            vhost,
            name: `${furtherPolicyPrefix}${name}`,
            pattern,
            "apply-to": applyTo,
            priority,
            definition,
        }),
    );
    return [...own, ...further];
}

function renderBindings(topology: TopologySettings, vhost: string, host: VirtualHostSettings) {
    const direct: BindingSettings[] = publishedQueues(topology, vhost).map((queue) => ({
        exchange: queue,
        queue,
        routingKey: queue,
        arguments: {},
    }));
    const spreading = superStreams(host).flatMap(([name, queue]) => partitionBindings(name, queue));
    return [...direct, ...spreading, ...Object.values(host.bindings)].map((binding) => ({
        source: binding.exchange,
        vhost,
        destination: binding.queue,
        destination_type: "queue",
        routing_key: binding.routingKey,
        arguments: binding.arguments,
    }));
}
