import type { Client, Tenant } from "./client";
import type { Queue } from "./queue";

/** How an exchange routes. https://www.rabbitmq.com/docs/exchanges */
export enum ExchangeType {
    Direct = "direct",
    Fanout = "fanout",
    Topic = "topic",
    Headers = "headers",
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
