import type { Job } from "@pulumi/kubernetes/batch/v1";
import { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import type { AmqpConnection } from "../connection/amqpConnection";
import { consumerTimeouts } from "../topology/consumerTimeouts";
import type { ClientSettings, RotationSettings, VirtualHostSettings } from "../topology/defaults";
import { publishedQueues } from "../topology/publishedQueues";
import { streams } from "../topology/streams";
import { autoscaler, credential } from "../topology/users";
import { autoscalerSecretData } from "./autoscalerSecret";
import { clientSecretData } from "./clientSecret";
import type { BrokerContext } from "./context";
import type { BrokerCredential } from "./credentials";

/** Makes a Secret for each client, and says how to use it. */
export function createConnections(
    context: BrokerContext,
    credentials: BrokerCredential[],
    host: pulumi.Output<string>,
    topology: Job,
): { [client: string]: AmqpConnection } {
    const clients = Object.entries(context.settings.topology.clients);
    const current = (owner: string, { credentialVersion }: RotationSettings) => {
        const { username } = credential(owner, credentialVersion);
        return credentials.find((candidate) => candidate.username === username)!;
    };
    const scaler = context.settings.autoscaler;
    const scalerSecret =
        scaler && createAutoscalerSecret(context, current(autoscaler, scaler), host);
    const scalerSecretName = scalerSecret && afterTopology(scalerSecret.metadata.name, topology);
    return Object.fromEntries(
        clients.map(([client, rights]) => {
            const secret = createClientSecret(context, current(client, rights), rights, host);
            const names = {
                client: afterTopology(secret.metadata.name, topology),
                autoscaler: scalerSecretName,
            };
            return [client, describeConnection(context, client, rights, names)];
        }),
    );
}

/** Immutable and named by Pulumi: new credentials are a new name, and the workload rolls over to it. */
function createClientSecret(
    { name, parent, autonamed }: BrokerContext,
    user: BrokerCredential,
    { virtualHost }: ClientSettings,
    host: pulumi.Output<string>,
): Secret {
    return new Secret(
        `${name}-${user.owner}`,
        {
            metadata: autonamed,
            type: "servicebinding.io/rabbitmq",
            immutable: true,
            stringData: clientSecretData(user, host, virtualHost),
        },
        { parent },
    );
}

/** Like that of a client: KEDA goes over to it once it is named anew. */
function createAutoscalerSecret(
    { name, parent, autonamed }: BrokerContext,
    user: BrokerCredential,
    host: pulumi.Output<string>,
): Secret {
    return new Secret(
        `${name}-${autoscaler}`,
        { metadata: autonamed, immutable: true, stringData: autoscalerSecretData(user, host) },
        { parent },
    );
}

function describeConnection(
    { name, settings: { namespace, topology } }: BrokerContext,
    client: string,
    { publishesTo, consumesFrom, virtualHost }: ClientSettings,
    secretNames: { client: pulumi.Output<string>; autoscaler?: pulumi.Output<string> },
): AmqpConnection {
    const queues = publishedQueues(topology, virtualHost);
    return {
        secretName: secretNames.client,
        namespace,
        broker: name,
        client,
        publishesTo,
        consumesFrom,
        queueExchanges: publishesTo.filter((target) => queues.includes(target)),
        consumerTimeouts: consumed(consumesFrom, topology.virtualHosts[virtualHost]!),
        ...(secretNames.autoscaler && {
            autoscaler: {
                secretName: secretNames.autoscaler,
                virtualHost,
                streams: streams(topology.virtualHosts[virtualHost]!),
            },
        }),
    };
}

/**
 * The same name, known as early, but those who use it are made after the Job. Its URN is known even
 * in a preview that replaces the Job, so the name never shows as a change.
 */
function afterTopology(secretName: pulumi.Output<string>, topology: Job): pulumi.Output<string> {
    return pulumi.all([secretName, topology.urn]).apply(([name]) => name);
}

function consumed(queues: string[], host: VirtualHostSettings): { [queue: string]: number } {
    const timeouts = Object.entries(consumerTimeouts(host));
    return Object.fromEntries(timeouts.filter(([queue]) => queues.includes(queue)));
}
