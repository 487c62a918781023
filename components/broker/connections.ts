import type { Job } from "@pulumi/kubernetes/batch/v1";
import { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import type { AmqpConnection } from "../connection/amqpConnection";
import { consumerTimeouts } from "../topology/consumerTimeouts";
import type { ClientSettings, TopologySettings, VirtualHostSettings } from "../topology/defaults";
import { publishedQueues } from "../topology/publishedQueues";
import { ownPrefix, replyExchange } from "../topology/replies";
import { streams } from "../topology/streams";
import { autoscaler, credential } from "../topology/users";
import { autoscalerSecretData } from "./autoscalerSecret";
import { clientSecretData, createLoginSecret, declarationKeys } from "./clientSecret";
import { protocolVariables } from "./clientUrls";
import type { BrokerContext } from "./context";
import type { BrokerCredential } from "./credentials";
import { clientCertificateName, clientSecretName } from "./objects";
import { certificateAuthority, makesClientCertificates } from "./tls";

/**
 * One for each valid version of each client's credentials, of a fixed name: what other stacks and runs on
 * a schedule have been told to read stays there until the version after the next.
 */
export function createClientSecrets(
    { name, settings, parent, named }: BrokerContext,
    credentials: BrokerCredential[],
    host: pulumi.Output<string>,
): Secret[] {
    const { topology } = settings;
    const declarations = declarationKeys(topology);
    return Object.entries(topology.clients).flatMap(([client, rights]) =>
        credentials
            .filter(({ owner }) => owner === client)
            .map((user) =>
                createLoginSecret(
                    named(clientSecretName(name, user.username)),
                    clientSecretData(user, host, rights, settings).apply((data) => ({
                        ...data,
                        ...declarations[client],
                    })),
                    parent,
                ),
            ),
    );
}

/** Says how to use the Secret of each client. */
export function createConnections(
    context: BrokerContext,
    credentials: BrokerCredential[],
    host: pulumi.Output<string>,
    topology: Job,
): { [client: string]: AmqpConnection } {
    const clients = Object.entries(context.settings.topology.clients);
    const scaler = context.settings.autoscaler;
    const current = credentials.find(({ owner }) => owner === autoscaler);
    const scalerSecret = scaler && createAutoscalerSecret(context, current!, host);
    const scalerSecretName = scalerSecret && afterTopology(scalerSecret.metadata.name, topology);
    return Object.fromEntries(
        clients.map(([client, rights]) => {
            const { username } = credential(client, rights.credentialVersion);
            // The literal name: taken from the Secret, a change of its data would replace the workload.
            const secretName = clientSecretName(context.name, username);
            const names = {
                client: afterTopology(secretName, topology),
                autoscaler: scalerSecretName,
            };
            return [client, describeConnection(context, client, rights, names)];
        }),
    );
}

/** Immutable and named by Pulumi: KEDA goes over to a new one by its new name. */
function createAutoscalerSecret(
    { name, settings, parent, autonamed }: BrokerContext,
    user: BrokerCredential,
    host: pulumi.Output<string>,
): Secret {
    return new Secret(
        `${name}-${autoscaler}`,
        {
            metadata: autonamed,
            immutable: true,
            stringData: autoscalerSecretData(user, host, settings),
        },
        { parent },
    );
}

function describeConnection(
    { name, settings }: BrokerContext,
    client: string,
    rights: ClientSettings,
    secretNames: { client: pulumi.Output<string>; autoscaler?: pulumi.Output<string> },
): AmqpConnection {
    const { namespace, topology, tls } = settings;
    const { virtualHost } = rights;
    const variables = protocolVariables(rights, settings);
    return {
        secretName: secretNames.client,
        namespace,
        broker: name,
        ...(makesClientCertificates(tls) && {
            certificateSecretName: clientCertificateName(name, client),
        }),
        ...describeClient(topology, client, rights),
        ...(variables.length > 0 && { variables }),
        // Not a copy in the client's own Secret, which never changes: a new CA comes without an update.
        ...(tls && { tls: true, certificateAuthority: certificateAuthority(tls) }),
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
export function afterTopology(
    secretName: pulumi.Input<string>,
    topology: pulumi.Resource,
): pulumi.Output<string> {
    return pulumi.all([secretName, topology.urn]).apply(([name]) => name);
}

/** What a connection says of its client, whichever broker it is to. */
export function describeClient(
    topology: TopologySettings,
    client: string,
    {
        publishesTo,
        consumesFrom,
        virtualHost,
        receivesReplies,
        certificateSecretName,
    }: ClientSettings,
) {
    const queues = publishedQueues(topology, virtualHost);
    return {
        client,
        publishesTo,
        consumesFrom,
        ...(certificateSecretName !== undefined && { certificateSecretName }),
        queueExchanges: publishesTo.filter((target) => queues.includes(target)),
        ...(receivesReplies && {
            replies: { exchange: replyExchange(client), queuePrefix: ownPrefix(client) },
        }),
        consumerTimeouts: consumedTimeouts(consumesFrom, topology.virtualHosts[virtualHost]!),
    };
}

function consumedTimeouts(
    queues: string[],
    host: VirtualHostSettings,
): { [queue: string]: number } {
    const timeouts = Object.entries(consumerTimeouts(host));
    return Object.fromEntries(timeouts.filter(([queue]) => queues.includes(queue)));
}
