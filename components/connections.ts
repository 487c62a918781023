import type { Job } from "@pulumi/kubernetes/batch/v1";
import { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { AmqpConnection } from "./amqpConnection";
import { BrokerContext } from "./brokerContext";
import { BrokerCredential } from "./brokerCredentials";
import { amqpPort } from "./brokerServices";
import { clientSecretData } from "./clientSecretData";
import { credential } from "./credentials";
import { ClientArgs, defaultVirtualHost, publishedQueues } from "./topology";

/** Makes a Secret for each client, and says how to use it. */
export function createConnections(
    context: BrokerContext,
    credentials: BrokerCredential[],
    host: pulumi.Output<string>,
    topology: Job,
): { [client: string]: AmqpConnection } {
    const clients = Object.entries(context.args.clients ?? {});
    return Object.fromEntries(
        clients.map(([client, args]) => {
            const { username } = credential(client, args.credentialVersion ?? 1);
            const user = credentials.find((candidate) => candidate.username === username)!;
            const secret = createClientSecret(context, user, args, host);
            const secretName = afterTopology(secret.metadata.name, topology);
            return [client, describeConnection(context, client, args, secretName)];
        }),
    );
}

/** Immutable and named by Pulumi: new credentials are a new name, and the workload rolls over to it. */
function createClientSecret(
    { name, parent, autonamed }: BrokerContext,
    user: BrokerCredential,
    args: ClientArgs,
    host: pulumi.Output<string>,
): Secret {
    const virtualHost = args.virtualHost ?? defaultVirtualHost;
    return new Secret(
        `${name}-${user.owner}`,
        {
            metadata: autonamed,
            type: "servicebinding.io/rabbitmq",
            immutable: true,
            stringData: clientSecretData(user, host, amqpPort, virtualHost),
        },
        { parent },
    );
}

function describeConnection(
    { name, args: topology, settings }: BrokerContext,
    client: string,
    args: ClientArgs,
    secretName: pulumi.Output<string>,
): AmqpConnection {
    const { publishesTo = [], consumesFrom = [], virtualHost = defaultVirtualHost } = args;
    const queues = publishedQueues(topology, virtualHost);
    return {
        secretName,
        namespace: settings.namespace,
        broker: name,
        client,
        publishesTo,
        consumesFrom,
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
