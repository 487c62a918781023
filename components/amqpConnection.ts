import * as pulumi from "@pulumi/pulumi";

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
}

/** The key of the Secret that holds the AMQP URL, and the variable in which a container gets it. */
export const amqpUrlKey = "AMQP_URL";
