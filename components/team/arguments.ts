import type * as pulumi from "@pulumi/pulumi";

import type { BrokerAccess } from "../connection/brokerAccess";
import type { VirtualHost } from "../topology/arguments";
import type { TopologyClient } from "../topology/client";
import type { TopologySettings } from "../topology/defaults";
import { clientDefaults, each, virtualHostDefaults } from "../topology/defaults";

export interface RabbitMqTopologyArgs extends VirtualHost {
    /** The broker: `brokerAccess` of a `RabbitMqBroker`, which another stack may export, or what a person writes down. */
    broker: pulumi.Input<BrokerAccess>;
    /** The namespace of the clients' Secrets, and so of the workloads. It has to exist. Defaults to `default`. */
    namespace?: pulumi.Input<string>;
    /**
     * The virtual host that all of it is in, which no other topology and no broker declares. It cannot change later.
     * Defaults to the component's name.
     */
    virtualHost?: string;
    /** The users of workloads, by name. On the broker, the name of each begins with the virtual host's. */
    clients?: { [name: string]: TopologyClient };
    /** How many connections the virtual host takes, 1 to 1000000. Defaults to no limit. */
    maxConnections?: number;
    /** How many queues the virtual host takes, those for dead letters included, 1 to 1000000. Defaults to no limit. */
    maxQueues?: number;
    /**
     * Deletes queues that are no longer declared, once they are empty and nobody consumes from them.
     * One that holds messages, and any stream, stays in any case. Defaults to `false`: all of them stay.
     */
    deleteUnused?: boolean;
}

/** What is declared, with every default filled in. */
export function teamDefaults(name: string, args: RabbitMqTopologyArgs) {
    const virtualHost = args.virtualHost ?? name;
    const { queues, exchanges, bindings, policies, maxConnections, maxQueues } = args;
    const topology: TopologySettings = {
        virtualHosts: {
            [virtualHost]: {
                ...virtualHostDefaults({ queues, exchanges, bindings, policies }),
                limits: { maxConnections, maxQueues },
            },
        },
        clients: each(args.clients, (client) => clientDefaults({ ...client, virtualHost })),
        deleteUnused: args.deleteUnused ?? false,
    };
    return { namespace: args.namespace ?? "default", virtualHost, topology };
}

export type TeamSettings = ReturnType<typeof teamDefaults>;
