import { ExchangeType } from "./arguments";
import type { QueueSettings, TopologySettings, VirtualHostSettings } from "./defaults";
import { publishedQueues } from "./publishedQueues";
import { queueArguments } from "./queuePolicies";
import { superStreams } from "./superStreams";

/** The types of queues or of exchanges, by virtual host and name, in an order that never changes. */
export interface DeclaredTypes {
    [virtualHost: string]: { [name: string]: string };
}

export function queueTypes(topology: TopologySettings): DeclaredTypes {
    return byVirtualHost(topology, (_, { queues }) =>
        Object.entries(queues).map(([name, queue]) => [name, queueType(queue)]),
    );
}

/** The type, and what else of a queue can never change. */
function queueType(queue: QueueSettings): string {
    const { "x-queue-type": type, ...further } = queueArguments(queue);
    const unchanging = { ...further, ...(queue.partitions && { partitions: queue.partitions }) };
    const said = Object.entries(unchanging).map(([key, value]) => `${key}: ${value}`);
    return said.length === 0 ? type : `${type} (${said.join(", ")})`;
}

/** Those that are declared, and those through which clients publish to queues. */
export function exchangeTypes(topology: TopologySettings): DeclaredTypes {
    return byVirtualHost(topology, (virtualHost, { queues, exchanges }) => [
        ...Object.entries(exchanges).map(([name, { type }]): [string, string] => [name, type]),
        ...publishedQueues(topology, virtualHost).map((name): [string, string] => [
            name,
            ExchangeType.Direct,
        ]),
        ...superStreams({ queues }).map(([name]): [string, string] => [name, ExchangeType.Direct]),
    ]);
}

function byVirtualHost(
    { virtualHosts }: TopologySettings,
    types: (virtualHost: string, host: VirtualHostSettings) => [string, string][],
): DeclaredTypes {
    const declared = Object.entries(virtualHosts)
        .map(([virtualHost, host]) => [virtualHost, types(virtualHost, host)] as const)
        .filter(([, ofHost]) => ofHost.length > 0)
        .map(([virtualHost, ofHost]) => [virtualHost, inOrder(ofHost)] as const);
    return inOrder(declared);
}

function inOrder<T>(entries: (readonly [string, T])[]): { [name: string]: T } {
    return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
