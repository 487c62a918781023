import type { Client, Tenant } from "./client";
import type { Policy } from "./policy";
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
