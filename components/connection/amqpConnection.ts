import type * as pulumi from "@pulumi/pulumi";

import { whenKnown } from "../kubernetes/knownLater";
import type { SecretReference } from "../kubernetes/secretReference";
import { defaultConsumerTimeoutSeconds } from "../topology/consumerTimeouts";

/**
 * How a workload reaches a broker: plain data without secrets, so that it stays readable in a diff
 * and can cross stacks and languages. The AMQP URL itself is in the Secret.
 */
export interface AmqpConnection {
    /** The name of the Secret, in the workload's namespace, whose key `AMQP_URL` holds the URL. */
    secretName: pulumi.Input<string>;
    /** The namespace of that Secret, and so of the workload. Defaults to `default`. */
    namespace?: pulumi.Input<string>;
    /** The name of the broker: pods that carry it in a label are let in by the broker's NetworkPolicy. */
    broker?: string;
    /** The name of the client whose credentials these are. */
    client?: string;
    /** The queues and exchanges that the client may publish to. Defaults to any. */
    publishesTo?: string[];
    /** The queues that the client may consume from. Defaults to any. */
    consumesFrom?: string[];
    /**
     * Those queues in `publishesTo` that have a direct exchange of their own name, through which the
     * client publishes. Any other queue is reached through the default exchange.
     */
    queueExchanges?: string[];
    /** How the client is answered, for RPC. Defaults to not at all. */
    replies?: Replies;
    /**
     * After how many seconds a queue takes back what a consumer has not acknowledged; `0` for never.
     * Defaults to `1800`, RabbitMQ's own, for each queue that is not named.
     */
    consumerTimeouts?: { [queue: string]: number };
    /**
     * The Secret with the certificates by which the broker is trusted, where its URL is one with TLS. A
     * workload gets them as a file that follows the Secret. Defaults to those that its image trusts.
     */
    certificateAuthority?: SecretReference;
    /**
     * The Secret, in the workload's namespace, whose `tls.crt` and `tls.key` are what the client shows to a broker
     * that asks for a certificate. A workload gets them as files that follow the Secret. Defaults to none.
     */
    certificateSecretName?: pulumi.Input<string>;
    /** Whether the broker is reached with TLS. Defaults to whether there is a `certificateAuthority`. */
    tls?: boolean;
    /**
     * Further keys of the Secret that a container gets as variables of the same name, such as `MQTT_URL`.
     * Defaults to none.
     */
    variables?: string[];
    /** How KEDA looks at the queues, for `autoscaling`. Defaults to not at all. */
    autoscaler?: AutoscalerConnection;
}

/** How a client is answered: it binds queues of its own to the exchange, and says so in `reply-to`. */
export interface Replies {
    /** The direct exchange that answers come by. */
    exchange: string;
    /** What the names of the client's own queues begin with. */
    queuePrefix: string;
}

/** How KEDA looks at the queues of a connection: plain data without secrets. */
export interface AutoscalerConnection {
    /**
     * The name of the Secret, in the workload's namespace, whose keys `host`, `username` and `password`
     * lead to the broker's management API; also `tls`, where the connection has a `certificateAuthority`.
     */
    secretName: pulumi.Input<string>;
    /** The virtual host of the connection. Defaults to `/`. */
    virtualHost?: string;
    /** The streams of that virtual host: nothing can be scaled by their length. Defaults to none. */
    streams?: string[];
}

/** After how many seconds a queue takes back what a consumer holds; 0 for never. */
export function consumerTimeout({ consumerTimeouts }: AmqpConnection, queue: string): number {
    return consumerTimeouts?.[queue] ?? defaultConsumerTimeoutSeconds;
}

/** The key of the Secret that holds the AMQP URL, and the variable in which a container gets it. */
export const amqpUrlKey = "AMQP_URL";

/**
 * What a workload takes from its connection. A plain connection is used at once, so that a Secret
 * whose name is not known yet hides nothing else in a preview; one that comes from another stack or
 * language arrives as an output, as a whole.
 */
export function fromConnection<T>(
    connection: pulumi.Input<AmqpConnection>,
    take: (connection: AmqpConnection) => T,
): pulumi.Input<pulumi.Unwrap<T>> {
    return whenKnown(connection, take);
}
