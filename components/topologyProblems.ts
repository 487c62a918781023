import { administrator } from "./credentials";
import { nameProblems } from "./names";
import { numberProblems, Problem, problem } from "./problems";
import { queueProblems } from "./queueProblems";
import {
    ClientArgs,
    deadLetterQueueName,
    defaultVirtualHost,
    ExchangeType,
    hasDeadLetterQueue,
    publishedQueues,
    RotationArgs,
    TopologyArgs,
    VirtualHostArgs,
    virtualHosts,
} from "./topology";

/** Everything that is wrong with a topology; empty when RabbitMQ would accept all of it. */
export function topologyProblems(topology: TopologyArgs): Problem[] {
    return [
        ...virtualHosts(topology).flatMap(([name, args]) => [
            ...virtualHostNameProblems(name),
            ...virtualHostProblems(topology, name, args),
        ]),
        ...Object.entries(topology.clients ?? {}).flatMap(([name, client]) =>
            clientProblems(topology, name, client),
        ),
    ];
}

function virtualHostNameProblems(name: string): Problem[] {
    const path = `virtualHosts.${name}`;
    return name === defaultVirtualHost || /^[A-Za-z0-9._-]{1,100}$/.test(name)
        ? []
        : [problem(path, name, "1 to 100 letters, digits, '.', '_' and '-'", "Rename it.")];
}

function virtualHostProblems(
    topology: TopologyArgs,
    virtualHost: string,
    args: VirtualHostArgs,
): Problem[] {
    const at = virtualHost === defaultVirtualHost ? "" : `virtualHosts.${virtualHost}.`;
    const queues = Object.entries(args.queues ?? {});
    return [
        ...queues.flatMap(([name, queue]) => [
            ...resourceNameProblems(`${at}queues.${name}`, name),
            ...queueProblems(`${at}queues.${name}`, queue),
        ]),
        ...queues
            .filter(
                ([name, queue]) =>
                    hasDeadLetterQueue(queue) && args.queues?.[deadLetterQueueName(name)],
            )
            .map(([name]) =>
                problem(
                    `${at}queues.${deadLetterQueueName(name)}`,
                    deadLetterQueueName(name),
                    `a name that is not the dead letter queue of ${name}`,
                    `Rename it, or set ${at}queues.${name}.deadLetterQueue to false.`,
                ),
            ),
        ...Object.keys(args.exchanges ?? {}).flatMap((name) =>
            resourceNameProblems(`${at}exchanges.${name}`, name),
        ),
        ...publishedQueues(topology, virtualHost)
            .filter((name) => args.exchanges?.[name] !== undefined)
            .map((name) =>
                problem(
                    `${at}exchanges.${name}`,
                    name,
                    "a name that no published queue has",
                    "Clients publish to a queue through an exchange of its name: rename the exchange.",
                ),
            ),
        ...bindingProblems(at, args),
    ];
}

function resourceNameProblems(path: string, name: string): Problem[] {
    if (name.length > 0 && Buffer.byteLength(name) <= 200 && !name.startsWith("amq.")) {
        return [];
    }
    const allowed = '1 to 200 bytes that do not start with "amq."';
    return [problem(path, name, allowed, "RabbitMQ keeps that prefix for itself: rename it.")];
}

function bindingProblems(at: string, args: VirtualHostArgs): Problem[] {
    return Object.entries(args.bindings ?? {}).flatMap(([name, binding]) => [
        ...unknownName(
            `${at}bindings.${name}.exchange`,
            binding.exchange,
            args.exchanges,
            "exchanges",
        ),
        ...unknownName(`${at}bindings.${name}.queue`, binding.queue, args.queues, "queues"),
    ]);
}

function unknownName(
    path: string,
    name: string,
    declared: object | undefined,
    where: string,
): Problem[] {
    const names = Object.keys(declared ?? {});
    return names.includes(name)
        ? []
        : [problem(path, name, listOf(names), `Declare it under ${where}, or correct the name.`)];
}

function listOf(names: string[]): string {
    return names.length === 0 ? "nothing, because none is declared" : [...names].sort().join(", ");
}

function clientProblems(topology: TopologyArgs, name: string, client: ClientArgs): Problem[] {
    const path = `clients.${name}`;
    const virtualHost = client.virtualHost ?? defaultVirtualHost;
    const hosts = new Map(virtualHosts(topology));
    const host = hosts.get(virtualHost);
    const problems = [
        ...nameProblems(path, name),
        ...rotationProblems(path, client),
        ...numberProblems(`${path}.maxConnections`, client.maxConnections, 1, 1_000_000),
        ...numberProblems(`${path}.maxChannels`, client.maxChannels, 1, 1_000_000),
    ];
    if (name === administrator) {
        problems.push(
            problem(
                path,
                name,
                `any name but ${administrator}`,
                "It is the broker's own: rename the client.",
            ),
        );
    }
    if (host === undefined) {
        const fix = "Declare it under virtualHosts, or correct the name.";
        return [
            ...problems,
            problem(`${path}.virtualHost`, virtualHost, listOf([...hosts.keys()]), fix),
        ];
    }
    return [...problems, ...targetProblems(path, client, host)];
}

function targetProblems(path: string, client: ClientArgs, host: VirtualHostArgs): Problem[] {
    const { publishesTo = [], consumesFrom = [], routingKeys = {} } = client;
    const readable = Object.entries(host.queues ?? {}).flatMap(([name, queue]) =>
        hasDeadLetterQueue(queue) ? [name, deadLetterQueueName(name)] : [name],
    );
    const writable = [...Object.keys(host.queues ?? {}), ...Object.keys(host.exchanges ?? {})];
    const topics = Object.entries(host.exchanges ?? {})
        .filter(
            ([name, { type = ExchangeType.Topic }]) =>
                type === ExchangeType.Topic && publishesTo.includes(name),
        )
        .map(([name]) => name);
    return [
        ...publishesTo
            .filter((name) => !writable.includes(name))
            .map((name) =>
                problem(
                    `${path}.publishesTo`,
                    name,
                    listOf(writable),
                    "Declare it under queues or exchanges, or correct the name.",
                ),
            ),
        ...consumesFrom
            .filter((name) => !readable.includes(name))
            .map((name) =>
                problem(
                    `${path}.consumesFrom`,
                    name,
                    listOf(readable),
                    "Declare it under queues, or correct the name.",
                ),
            ),
        ...Object.keys(routingKeys)
            .filter((name) => !topics.includes(name))
            .map((name) =>
                problem(
                    `${path}.routingKeys.${name}`,
                    name,
                    listOf(topics),
                    "Name a topic exchange that publishesTo lists.",
                ),
            ),
    ];
}

export function rotationProblems(path: string, { credentialVersion }: RotationArgs): Problem[] {
    return numberProblems(`${path}.credentialVersion`, credentialVersion, 1, 1_000_000);
}
