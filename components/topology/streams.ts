import type { VirtualHostSettings } from "./defaults";
import { QueueType } from "./queue";

/** The streams of a virtual host, from which nothing goes away when it is read. */
export function streams({ queues }: VirtualHostSettings): string[] {
    return Object.entries(queues)
        .filter(([, { type }]) => type === QueueType.Stream)
        .map(([name]) => name);
}
