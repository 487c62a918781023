/** What the name of a dead letter queue ends with. */
export const deadLetterSuffix = ".dead-letters";

/** The queue that keeps what could not be processed from another. */
export function deadLetterQueueName(queue: string): string {
    return `${queue}${deadLetterSuffix}`;
}

/** The names of queues, each followed by that of its dead letter queue, if it has one. */
export function withDeadLetterQueues(queues: {
    [name: string]: { deadLetterQueue: boolean };
}): string[] {
    return Object.entries(queues).flatMap(([name, { deadLetterQueue }]) =>
        deadLetterQueue ? [name, deadLetterQueueName(name)] : [name],
    );
}
