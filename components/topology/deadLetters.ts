/** The queue that keeps what could not be processed from another. */
export function deadLetterQueueName(queue: string): string {
    return `${queue}.dead-letters`;
}
