import type { ClientSettings, TopologySettings } from "./defaults";

/** What the names of the queues and exchanges begin with that a client may declare for itself. */
export function ownPrefix(client: string): string {
    return `${client}.own.`;
}

/**
 * The exchange by which a client is answered. RabbitMQ's direct reply-to goes through the default exchange, and a
 * right to write to that one is a right to write to every queue.
 */
export function replyExchange(client: string): string {
    return `${client}.replies`;
}

/** The exchanges of all clients of a virtual host that are answered. */
export function replyExchanges({ clients }: TopologySettings, virtualHost: string): string[] {
    return Object.entries(clients)
        .filter(([, client]) => client.virtualHost === virtualHost && client.receivesReplies)
        .map(([name]) => replyExchange(name));
}

/** Those that a client answers by, and that by which it is answered. */
export function repliesOf(
    name: string,
    { receivesReplies, repliesTo }: Pick<ClientSettings, "receivesReplies" | "repliesTo">,
): { written: string[]; read: string[] } {
    return {
        written: repliesTo.map(replyExchange),
        read: receivesReplies ? [replyExchange(name)] : [],
    };
}
