import type { Job } from "@pulumi/kubernetes/batch/v1";
import { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { AmqpConnection } from "./amqpConnection";
import { BrokerCredential } from "./brokerCredentials";
import { amqpPort } from "./brokerServices";
import { clientSecretData } from "./clientSecretData";
import { credential } from "./credentials";
import { commonLabels, ComponentLabel } from "./labels";
import { ClientArgs, defaultVirtualHost, publishedQueues, TopologyArgs } from "./topology";

export interface ConnectionContext {
    credentials: BrokerCredential[];
    namespace: pulumi.Input<string>;
    host: pulumi.Output<string>;
    /** Whoever uses a connection waits for it: before, the user is not known to the broker. */
    topology: Job;
    parent: pulumi.Resource;
}

/** Makes a Secret for each client, and says how to use it. */
export function createConnections(
    broker: string,
    topology: TopologyArgs,
    context: ConnectionContext,
): { [client: string]: AmqpConnection } {
    const clients = Object.entries(topology.clients ?? {});
    return Object.fromEntries(
        clients.map(([client, args]) => [
            client,
            createConnection(broker, client, args, topology, context),
        ]),
    );
}

function createConnection(
    broker: string,
    client: string,
    args: ClientArgs,
    topology: TopologyArgs,
    context: ConnectionContext,
): AmqpConnection {
    const virtualHost = args.virtualHost ?? defaultVirtualHost;
    const { username } = credential(client, args.credentialVersion ?? 1);
    const user = context.credentials.find((candidate) => candidate.username === username)!;
    // Immutable and named by Pulumi: new credentials are a new name, and the workload rolls over to it.
    const secret = new Secret(
        `${broker}-${client}`,
        {
            metadata: {
                namespace: context.namespace,
                labels: commonLabels(broker, ComponentLabel.Broker),
            },
            type: "servicebinding.io/rabbitmq",
            immutable: true,
            stringData: clientSecretData(user, context.host, amqpPort, virtualHost),
        },
        { parent: context.parent },
    );
    const publishesTo = args.publishesTo ?? [];
    const queues = publishedQueues(topology, virtualHost);
    return {
        secretName: afterTopology(secret.metadata.name, context.topology),
        namespace: context.namespace,
        broker,
        client,
        publishesTo,
        consumesFrom: args.consumesFrom ?? [],
        queueExchanges: publishesTo.filter((target) => queues.includes(target)),
    };
}

/**
 * The same name, known as early, but those who use it are made after the Job. Its URN is known even
 * in a preview that replaces the Job, so the name never shows as a change.
 */
function afterTopology(secretName: pulumi.Output<string>, topology: Job): pulumi.Output<string> {
    return pulumi.all([secretName, topology.urn]).apply(([name]) => name);
}
