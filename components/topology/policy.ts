export interface Policy {
    /** A regular expression over queue or exchange names. RabbitMQ does not anchor it. */
    pattern: string;
    /** What the policy applies to. Defaults to `queues`. */
    applyTo?: PolicyTarget;
    /**
     * The highest priority wins, 0 to 99. What it says of a queue that is declared here is added to what
     * the queue's own arguments say, which come first. Defaults to `0`.
     */
    priority?: number;
    /** The policy's keys and values, as RabbitMQ names them. https://www.rabbitmq.com/docs/policies */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the only type that schema inference takes for "number or string"
    definition: { [key: string]: any };
}

export enum PolicyTarget {
    Queues = "queues",
    ClassicQueues = "classic_queues",
    QuorumQueues = "quorum_queues",
    Streams = "streams",
    Exchanges = "exchanges",
    All = "all",
}

/**
 * What the platform holds queues to, whatever is declared for them: it counts beside the policy of the queue itself,
 * and of two numbers the smaller one does. https://www.rabbitmq.com/docs/policies#operator-policies
 */
export interface OperatorPolicy {
    /** A regular expression over queue names. RabbitMQ does not anchor it. Defaults to `.*`. */
    pattern?: string;
    /** Which queues it applies to: any of `PolicyTarget` but `exchanges`. Defaults to `queues`. */
    applyTo?: PolicyTarget;
    /** Of several that fit a queue, the one with the highest priority counts, 0 to 99. Defaults to `0`. */
    priority?: number;
    /**
     * Keys and values, as RabbitMQ names them: `max-length`, `max-length-bytes`, `overflow`, `message-ttl`, `expires`,
     * `delivery-limit`, `queue-version`, `max-in-memory-length` and `max-in-memory-bytes`.
     */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the only type that schema inference takes for "number or string"
    definition: { [key: string]: any };
}
