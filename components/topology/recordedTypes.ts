import type { TopologyArgs, VirtualHost } from "./arguments";
import { ExchangeType, publishedQueues, QueueType, virtualHosts } from "./arguments";

/** The types of queues or of exchanges, by virtual host and name, in an order that never changes. */
export interface DeclaredTypes {
    [virtualHost: string]: { [name: string]: string };
}

export function queueTypes(topology: TopologyArgs): DeclaredTypes {
    return byVirtualHost(topology, (_, { queues = {} }) =>
        Object.entries(queues).map(([name, { type = QueueType.Quorum }]) => [name, type]),
    );
}

/** Those that are declared, and those through which clients publish to queues. */
export function exchangeTypes(topology: TopologyArgs): DeclaredTypes {
    return byVirtualHost(topology, (virtualHost, { exchanges = {} }) => [
        ...Object.entries(exchanges).map(
            ([name, { type = ExchangeType.Topic }]): [string, string] => [name, type],
        ),
        ...publishedQueues(topology, virtualHost).map((name): [string, string] => [
            name,
            ExchangeType.Direct,
        ]),
    ]);
}

function byVirtualHost(
    topology: TopologyArgs,
    types: (virtualHost: string, args: VirtualHost) => [string, string][],
): DeclaredTypes {
    const declared = virtualHosts(topology)
        .map(([virtualHost, args]) => [virtualHost, types(virtualHost, args)] as const)
        .filter(([, ofHost]) => ofHost.length > 0)
        .map(([virtualHost, ofHost]) => [virtualHost, inOrder(ofHost)] as const);
    return inOrder(declared);
}

function inOrder<T>(entries: (readonly [string, T])[]): { [name: string]: T } {
    return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
