/** Where a message goes: to an exchange, the default one if it is empty, by a routing key. */
export interface Address {
    exchange: string;
    routingKey: string;
}

/**
 * Reads `reply-to`, which is `EXCHANGE/KEY` as Spring AMQP writes it, or the name of a queue. Neither a queue
 * nor a key of ours has a slash, so the first one separates.
 */
export function replyAddress(replyTo: string): Address {
    const slash = replyTo.indexOf("/");
    return slash < 0
        ? { exchange: "", routingKey: replyTo }
        : { exchange: replyTo.slice(0, slash), routingKey: replyTo.slice(slash + 1) };
}

export function replyTo({ exchange, routingKey }: Address): string {
    return `${exchange}/${routingKey}`;
}
