import type { TopologySettings } from "./defaults";

/**
 * The queues that some client publishes to. Each gets a direct exchange of its own name, because a
 * right to write to the default exchange is a right to write to every queue.
 */
export function publishedQueues(
    { virtualHosts, clients }: TopologySettings,
    virtualHost: string,
): string[] {
    const { queues = {} } = virtualHosts[virtualHost] ?? {};
    const targets = Object.values(clients)
        .filter((client) => client.virtualHost === virtualHost)
        .flatMap(({ publishesTo }) => publishesTo)
        .filter((target) => Object.hasOwn(queues, target))
        // A super stream has an exchange of its own already.
        .filter((target) => queues[target]!.partitions === undefined);
    return [...new Set(targets)].sort();
}
