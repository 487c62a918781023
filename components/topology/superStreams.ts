import type { QueueSettings, VirtualHostSettings } from "./defaults";

/**
 * A super stream is a direct exchange that has several streams behind it. Clients of the stream protocol know
 * it by these arguments. https://www.rabbitmq.com/docs/streams#super-streams
 */
export const superStreamArguments = { "x-super-stream": true };

/** The queues that one is made of: itself, or the partitions of a super stream. */
export function partsOf(name: string, { partitions }: Pick<QueueSettings, "partitions">): string[] {
    return partitions === undefined
        ? [name]
        : Array.from({ length: partitions }, (_, index) => `${name}-${index}`);
}

/** Those of all of these, and names of what is no queue as they are. */
export function partsOfAll(names: string[], { queues }: VirtualHostSettings): string[] {
    return names.flatMap((name) =>
        Object.hasOwn(queues, name) ? partsOf(name, queues[name]!) : [name],
    );
}

/** The super streams of a virtual host. */
export function superStreams({
    queues,
}: Pick<VirtualHostSettings, "queues">): [string, QueueSettings][] {
    return Object.entries(queues).filter(([, { partitions }]) => partitions !== undefined);
}

/** How its exchange leads to its partitions, in their order. */
export function partitionBindings(name: string, queue: QueueSettings) {
    return partsOf(name, queue).map((part, index) => ({
        exchange: name,
        queue: part,
        routingKey: String(index),
        arguments: { "x-stream-partition-order": index },
    }));
}
