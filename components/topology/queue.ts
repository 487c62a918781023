/** How a queue stores its messages. https://www.rabbitmq.com/docs/queues */
export enum QueueType {
    /** Replicated over the brokers; survives the loss of a minority of them. */
    Quorum = "quorum",
    /** On one broker only; for data that may be lost with it. */
    Classic = "classic",
    /** A replicated log that many consumers read again and again. */
    Stream = "stream",
}

/** What a full queue does with the next message. https://www.rabbitmq.com/docs/maxlength */
export enum QueueOverflow {
    /** Drops the oldest message, into the dead letter queue if there is one. */
    DropHead = "drop-head",
    /** Refuses the newest message: its publisher gets a negative confirm and keeps it. */
    RejectPublish = "reject-publish",
}

/** Which returned messages wait before they are delivered again. https://www.rabbitmq.com/docs/quorum-queues */
export enum DelayedRetryType {
    /** Every returned message. */
    All = "all",
    /** Messages that a consumer rejected or lost by failing. */
    Failed = "failed",
    /** Messages that a consumer gave back without counting it as a failure. */
    Returned = "returned",
}

export interface DelayedRetry {
    /** Which returned messages wait. Defaults to `failed`. */
    type?: DelayedRetryType;
    /** The wait before the first redelivery, in seconds, 1 to 86400; the nth waits n times as long. */
    minSeconds: number;
    /** The longest wait, in seconds, `minSeconds` to 864000. Defaults to ten times `minSeconds`. */
    maxSeconds?: number;
}

export interface DeadLetterLimits {
    /** How long a dead letter is kept, in seconds, 1 to 315360000. Defaults to no limit. */
    messageTtlSeconds?: number;
    /** How many dead letters are kept, 1 to 1000000000. Defaults to no limit. */
    maxLength?: number;
    /** How many bytes the dead letters may have, at least 1. Defaults to no limit. */
    maxLengthBytes?: number;
}

export interface Queue {
    /** The queue type. It cannot change once the queue exists. Defaults to `quorum`. */
    type?: QueueType;
    /**
     * How often a message may fail (rejected, or its consumer lost) before it is dead-lettered,
     * 1 to 1000. Quorum queues only. Defaults to `20`, RabbitMQ's own.
     */
    deliveryLimit?: number;
    /** How long a message may wait, in seconds, 1 to 315360000, before it is dead-lettered. Defaults to no limit. */
    messageTtlSeconds?: number;
    /** How many messages may wait, 1 to 1000000000. Defaults to no limit. */
    maxLength?: number;
    /**
     * How many bytes the waiting messages may have, at least 1. For a stream, the oldest go beyond it. Defaults to
     * no limit.
     */
    maxLengthBytes?: number;
    /** What happens beyond `maxLength` or `maxLengthBytes`. Defaults to `drop-head`, RabbitMQ's own. */
    overflow?: QueueOverflow;
    /** Lets a failed message wait before it is tried again. Quorum queues only. Defaults to no wait. */
    delayedRetry?: DelayedRetry;
    /** Keeps what could not be processed in a queue named `NAME.dead-letters`. Defaults to `true`, except for streams. */
    deadLetterQueue?: boolean;
    /**
     * How much the dead letter queue keeps; beyond it, the oldest go. Defaults to 100000 messages, unless a policy
     * under `policies` says how many; `{}` is for no limit.
     */
    deadLetterLimits?: DeadLetterLimits;
    /**
     * The exchange that takes what could not be processed, instead of a dead letter queue: one that is declared
     * under `exchanges`, with its own bindings. Defaults to none.
     */
    deadLetterExchange?: string;
    /** The routing key of messages for `deadLetterExchange`. Defaults to the one that they came with. */
    deadLetterRoutingKey?: string;
    /**
     * Moves dead letters with confirmation, so that none is lost when the dead letter queue cannot
     * take it for a while. Quorum queues only; it implies `overflow: reject-publish`. Defaults to `false`.
     */
    deadLetterAtLeastOnce?: boolean;
    /**
     * How long a consumer may hold a message, in seconds, 60 to 604800, before the broker takes it back
     * and delivers it again. Quorum queues only. Defaults to `1800`, RabbitMQ's own.
     */
    consumerTimeoutSeconds?: number;
    /**
     * Delivers to one consumer at a time, in order; the next one takes over when it is lost. It cannot change once
     * the queue exists. Not for streams, whose consumers ask for it. Defaults to `false`.
     */
    singleActiveConsumer?: boolean;
    /**
     * The highest priority of a message, 1 to 255; RabbitMQ advises few. It cannot change once the queue exists.
     * Classic queues only: quorum queues know two priorities without being told. Defaults to none.
     */
    maxPriority?: number;
    /**
     * On how many nodes the queue is, 1 to 7, where the broker has so many: fewer cost less, and survive the loss of
     * fewer. It cannot change once the queue exists. Not for classic queues. Defaults to all nodes, up to 7.
     */
    initialGroupSize?: number;
    /**
     * Deletes the queue when nobody has used it for so long, in seconds, 1 to 315360000. Not for streams. Defaults
     * to never.
     */
    expiresSeconds?: number;
    /**
     * Makes a super stream of so many streams, 2 to 100, named `NAME-0` and so on: clients of the stream protocol
     * spread messages over them by a key, and read each in order. It cannot change later. Streams only. Defaults
     * to one stream.
     */
    partitions?: number;
    /** How long a stream keeps a message, in seconds, 1 to 315360000. Streams only. Defaults to no limit. */
    maxAgeSeconds?: number;
}
