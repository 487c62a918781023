import type * as pulumi from "@pulumi/pulumi";

/** How a queue stores its messages. https://www.rabbitmq.com/docs/queues */
export enum QueueType {
    /** Replicated over the brokers; survives the loss of a minority of them. */
    Quorum = "quorum",
    /** On one broker only; for data that may be lost with it. */
    Classic = "classic",
    /** A replicated log that many consumers read again and again. */
    Stream = "stream",
}

/** How an exchange routes. https://www.rabbitmq.com/docs/exchanges */
export enum ExchangeType {
    Direct = "direct",
    Fanout = "fanout",
    Topic = "topic",
    Headers = "headers",
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
    /** The wait before the first redelivery, in seconds, at least 1; the nth waits n times as long. */
    minSeconds: number;
    /** The longest wait, in seconds, up to 864000. Defaults to ten times `minSeconds`. */
    maxSeconds?: number;
}

export interface DeadLetterLimits {
    /** How long a dead letter is kept, in seconds. Defaults to no limit. */
    messageTtlSeconds?: number;
    /** How many dead letters are kept. Defaults to no limit. */
    maxLength?: number;
    /** How many bytes the dead letters may have. Defaults to no limit. */
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
    /** How long a message may wait, in seconds, before it is dead-lettered. Defaults to no limit. */
    messageTtlSeconds?: number;
    /** How many messages may wait. Defaults to no limit. */
    maxLength?: number;
    /** How many bytes the waiting messages may have, at least 1. For a stream, the oldest go beyond it. Defaults to no limit. */
    maxLengthBytes?: number;
    /** What happens beyond `maxLength` or `maxLengthBytes`. Defaults to `drop-head`. */
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
    /** Deletes the queue when nobody has used it for so long, in seconds. Not for streams. Defaults to never. */
    expiresSeconds?: number;
    /**
     * Makes a super stream of so many streams, 2 to 100, named `NAME-0` and so on: clients of the stream protocol
     * spread messages over them by a key, and read each in order. It cannot change later. Streams only. Defaults
     * to one stream.
     */
    partitions?: number;
    /** How long a stream keeps a message, in seconds. Streams only. Defaults to no limit. */
    maxAgeSeconds?: number;
}

export interface Exchange {
    /** The exchange type. It cannot change once the exchange exists. Defaults to `topic`. */
    type?: ExchangeType;
}

export interface Binding {
    /** The exchange that messages come from: one that is declared, or `amq.topic`, by which those of MQTT come. */
    exchange: string;
    /** The queue that they go to. */
    queue: string;
    /** The routing key or topic pattern. Defaults to the empty key, which fits fanout and headers exchanges. */
    routingKey?: string;
    /** The arguments of a binding to a headers exchange, such as `x-match`. */
    arguments?: { [key: string]: string };
}

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

export interface VirtualHost {
    /** The queues, by name. */
    queues?: { [name: string]: Queue };
    /** The exchanges, by name. */
    exchanges?: { [name: string]: Exchange };
    /** The bindings, by a name of your own that only makes them unique. */
    bindings?: { [name: string]: Binding };
    /** Further policies, by name; what a queue's own arguments say needs none. */
    policies?: { [name: string]: Policy };
}

/** A password of one's own, which workloads have already: for a migration. */
export interface PasswordSecret {
    /** The name of a Secret in the namespace of the component, which has to be there before. */
    name: string;
    /** The key in that Secret. Defaults to `password`. */
    key?: string;
    /** The version of the credentials whose password it is; the others are generated. Defaults to `1`. */
    credentialVersion?: number;
}

export interface Rotation {
    /**
     * Raise it by one to rotate the credentials: a new user is made, workloads roll over to it, and
     * the previous one stays valid until the next rotation. Defaults to `1`.
     */
    credentialVersion?: number;
    /** Drops the previous credentials at once, for a leak. Defaults to `false`. */
    revokePrevious?: boolean;
    /**
     * The Secret with the password of one version, for a migration. It is read by each preview, which needs the
     * cluster for it. Defaults to none: every password is generated.
     */
    passwordSecret?: PasswordSecret;
}

/** Topics as MQTT writes them: `+` for any level, and `#` at the end for all below. */
export interface MqttTopics {
    /** The topics that the client may publish to, and nothing else. Defaults to none. */
    publishesTo?: string[];
    /** The topics that the client may subscribe to, all or some of them at a time, and nothing else. Defaults to none. */
    subscribesTo?: string[];
}

/** A client of a tenant: the platform says what it may use, the tenant declares it. */
export interface TenantClient extends Rotation {
    /** The queues and exchanges that the client may publish to, and nothing else. */
    publishesTo?: string[];
    /** The queues that the client may consume from, and nothing else. */
    consumesFrom?: string[];
    /** How many connections the client may hold. Defaults to no limit. */
    maxConnections?: number;
    /** How many channels the client may hold. Defaults to no limit. */
    maxChannels?: number;
}

export interface TopologyClient extends TenantClient {
    /**
     * For topic exchanges in `publishesTo`: a regular expression that routing keys have to match, such
     * as `^orders\\.`. It has to begin with `^`, because RabbitMQ looks for a match anywhere in the key.
     * Defaults to any routing key.
     */
    routingKeys?: { [exchange: string]: string };
    /**
     * Lets the client declare what it uses, as many frameworks do when they start: the queues and exchanges
     * in `publishesTo` and `consumesFrom`, what those queues are bound to with these bindings, and queues and
     * exchanges of its own whose names begin with `CLIENT.own.`, such as one for replies. RabbitMQ's right to
     * declare is also the right to delete. Defaults to `false`.
     */
    declares?: boolean;
}

/**
 * Somebody who declares queues of their own and is not trusted with the broker: one virtual host, and a user that may
 * declare in it and nothing else. `RabbitMqTopology` declares with it, in the tenant's own stack.
 */
export interface Tenant extends Rotation {
    /** The namespace of the tenant's Secrets, and so of its Jobs and workloads. It has to exist. */
    namespace: pulumi.Input<string>;
    /** The users of the tenant's workloads, by name. On the broker, the name of each begins with the tenant's. */
    clients?: { [name: string]: TenantClient };
    /** How many connections the virtual host takes, 1 to 1000000. Defaults to `100`. */
    maxConnections?: number;
    /** How many queues the virtual host takes, those for dead letters included, 1 to 1000000. Defaults to `100`. */
    maxQueues?: number;
}

export interface Client extends TopologyClient {
    /** The virtual host that the client uses. Defaults to `/`. */
    virtualHost?: string;
    /**
     * Lets the client ask and be answered (RPC). It may declare queues of its own whose names begin with
     * `CLIENT.own.`, bind them to the direct exchange `CLIENT.replies`, which is made for it, and consume from
     * them; the address for `reply-to` is `CLIENT.replies/KEY`. Defaults to `false`.
     */
    receivesReplies?: boolean;
    /**
     * The clients, in the same virtual host, whose requests it answers: it may publish to their `CLIENT.replies`.
     * Defaults to none.
     */
    repliesTo?: string[];
    /**
     * What the client may do over MQTT, which the broker has to speak: see its `protocols`. The id of its MQTT
     * client has to begin with `CLIENT.`, as that in `MQTT_CLIENT_ID` does. Defaults to nothing.
     */
    mqtt?: MqttTopics;
}

/** All that is declared on a broker: the virtual host `/`, further ones, and who may use them. */
export interface TopologyArgs extends VirtualHost {
    /** Further virtual hosts, by name. */
    virtualHosts?: { [name: string]: VirtualHost };
    /** The users of workloads, by name. */
    clients?: { [name: string]: Client };
    /**
     * Those who declare queues of their own and are not trusted with the broker, by the name of their virtual host.
     * Defaults to none.
     */
    tenants?: { [virtualHost: string]: Tenant };
    /**
     * Deletes queues that are no longer declared, once they are empty and nobody consumes from them, and virtual hosts
     * once nothing is left in them. A queue that holds messages, and any stream, stays in any case. Defaults to
     * `false`: all of them stay.
     */
    deleteUnused?: boolean;
}
