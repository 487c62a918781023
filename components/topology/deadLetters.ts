/** What the name of a dead letter queue ends with. */
export const deadLetterSuffix = ".dead-letters";

/** The queue that keeps what could not be processed from another. */
export function deadLetterQueueName(queue: string): string {
    return `${queue}${deadLetterSuffix}`;
}
