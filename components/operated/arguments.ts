import type * as pulumi from "@pulumi/pulumi";

import type { BrokerResources } from "../broker/arguments";
import { nodeDefaults } from "../broker/arguments";
import type { Transport } from "../broker/ports";

export interface ClusterStorage {
    /** The size of each node's volume in GiB, 1 to 65536. It can grow later, and never shrink. Defaults to `10`. */
    sizeGiB?: number;
    /** The StorageClass of the volumes. It cannot change later. Defaults to the cluster's own. */
    storageClassName?: string;
}

export interface ClusterTls {
    /**
     * The name of a Secret in the namespace that holds the certificate for `NAME.NAMESPACE.svc` under `tls.crt`, its
     * key under `tls.key`, and under `ca.crt` all that clients have to trust. The ports without TLS are closed.
     */
    secretName: string;
}

export interface RabbitMqClusterArgs {
    /** The namespace that all of it lives in. It has to exist. Defaults to `default`. */
    namespace?: pulumi.Input<string>;
    /** How many nodes: 1, 3, 5 or 7. Defaults to `1`. */
    replicas?: number;
    /** The image, RabbitMQ 4.3.1 or newer. Defaults to `docker.io/library/rabbitmq:4.3.6-management`. */
    image?: pulumi.Input<string>;
    /** CPU and memory of each node. */
    resources?: BrokerResources;
    /** The volume of each node, which the operator deletes with the cluster. */
    storage?: ClusterStorage;
    /**
     * How long a stopping node waits for its queues to be safe elsewhere, in seconds, 1 to 3600.
     * The pod's grace period is 30 seconds longer. Defaults to `60`.
     */
    drainTimeoutSeconds?: number;
    /** Further plugins of RabbitMQ, which the image has to have. Defaults to none. */
    additionalPlugins?: string[];
    /**
     * Further lines of rabbitmq.conf, as RabbitMQ names them: key to value. What the operator or the component sets
     * itself is refused. A change restarts the nodes, one after the other. Defaults to none.
     */
    additionalConfig?: { [key: string]: string };
    /** Serves clients, the management and the metrics with TLS. Defaults to none. */
    tls?: ClusterTls;
    /**
     * The namespaces whose pods may reach the management and metrics ports, such as that of the topology operator.
     * Defaults to none.
     */
    monitoringNamespaces?: string[];
    /**
     * Further fields of the RabbitmqCluster's `spec`, as the operator names them, such as `override`. What other
     * arguments are about is refused. Defaults to none.
     */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the operator's own schema says what it may be
    spec?: { [field: string]: any };
}

/** The arguments with every default filled in. */
export function clusterDefaults(args: RabbitMqClusterArgs) {
    return {
        ...nodeDefaults(args),
        additionalPlugins: args.additionalPlugins ?? [],
        additionalConfig: args.additionalConfig ?? {},
        tls: args.tls,
        spec: args.spec ?? {},
    };
}

export type ClusterSettings = ReturnType<typeof clusterDefaults>;

/** How it is spoken to: with `tls` the ports without it are closed. */
export function clusterTransport(tls: ClusterTls | undefined): Transport {
    return tls ? { tls: { plaintext: false } } : {};
}
