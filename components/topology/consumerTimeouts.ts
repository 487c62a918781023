import type { VirtualHostSettings } from "./defaults";
import { QueueType } from "./queue";

/** After how many seconds a queue takes back what a consumer holds, unless it says otherwise. */
export const defaultConsumerTimeoutSeconds = 1800;

/**
 * The same for each queue of a virtual host where it is not the default: 0 for those that take nothing back.
 * https://www.rabbitmq.com/docs/consumers#acknowledgement-timeout
 */
export function consumerTimeouts({ queues }: VirtualHostSettings): { [queue: string]: number } {
    const timeouts = Object.entries(queues).map(([name, { type, consumerTimeoutSeconds }]) => {
        const seconds = type === QueueType.Quorum ? consumerTimeoutSeconds : 0;
        return [name, seconds ?? defaultConsumerTimeoutSeconds] as const;
    });
    return Object.fromEntries(
        timeouts.filter(([, seconds]) => seconds !== defaultConsumerTimeoutSeconds),
    );
}
