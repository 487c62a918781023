import type { Problem } from "../problems";
import { listOf, problem } from "../problems";
import type { TopologyArgs, VirtualHost } from "./arguments";
import {
    deadLetterQueueName,
    defaultVirtualHost,
    hasDeadLetterQueue,
    publishedQueues,
    virtualHosts,
} from "./arguments";
import { clientProblems } from "./clientProblems";
import { patternProblems } from "./patterns";
import { queueProblems } from "./queueProblems";

/** Everything that is wrong with a topology; empty when RabbitMQ would accept all of it. */
export function topologyProblems(topology: TopologyArgs): Problem[] {
    return [
        ...Object.keys(topology.virtualHosts ?? {}).flatMap(virtualHostNameProblems),
        ...virtualHosts(topology).flatMap(([name, args]) =>
            virtualHostProblems(topology, name, args),
        ),
        ...Object.entries(topology.clients ?? {}).flatMap(([name, client]) =>
            clientProblems(topology, name, client),
        ),
    ];
}

/** As part of a URL, a name that starts with a dot may be taken for a relative path. */
function virtualHostNameProblems(name: string): Problem[] {
    const path = `virtualHosts.${name}`;
    if (/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/.test(name)) {
        return [];
    }
    const allowed = `1 to 100 letters, digits, ".", "_" and "-", not starting with "."`;
    const isDefault = name === defaultVirtualHost;
    const fix = isDefault ? "It is always there: declare what it holds beside it." : "Rename it.";
    return [problem(path, name, allowed, fix)];
}

function virtualHostProblems(
    topology: TopologyArgs,
    virtualHost: string,
    args: VirtualHost,
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
        ...Object.entries(args.policies ?? {}).flatMap(([name, { pattern }]) => [
            ...resourceNameProblems(`${at}policies.${name}`, name),
            ...patternProblems(`${at}policies.${name}.pattern`, pattern),
        ]),
    ];
}

function resourceNameProblems(path: string, name: string): Problem[] {
    const fits = /^\S+$/.test(name) && Buffer.byteLength(name) <= 200;
    if (fits && !name.startsWith("amq.")) {
        return [];
    }
    const allowed = '1 to 200 bytes without white space, not starting with "amq."';
    return [problem(path, name, allowed, "Rename it.")];
}

function bindingProblems(at: string, args: VirtualHost): Problem[] {
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
