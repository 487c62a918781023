import type { Job } from "@pulumi/kubernetes/batch/v1";
import { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { clientSecretContents } from "../broker/clientSecret";
import { afterTopology, consumedTimeouts } from "../broker/connections";
import { clientSecretName } from "../broker/objects";
import type { AmqpConnection } from "../connection/amqpConnection";
import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import { publishedQueues } from "../topology/publishedQueues";
import { ownPrefix, replyExchange } from "../topology/replies";
import { credential } from "../topology/users";
import type { TeamContext } from "./context";
import type { TeamCredential } from "./credentials";

/** One for each valid version of each client's credentials, in the topology's namespace and of a fixed name. */
export function createTeamClientSecrets(
    { name, settings, from, parent }: TeamContext,
    users: TeamCredential[],
): Secret[] {
    const { namespace, virtualHost } = settings;
    const labels = commonLabels(name, ComponentLabel.Topology);
    return users.map((user) => {
        const secretName = clientSecretName(name, user.localName);
        const login = pulumi.all([
            user.password,
            pulumi.output(from(({ host, port, tls }) => ({ host, port, tls }))),
        ]);
        return new Secret(
            secretName,
            {
                metadata: { name: secretName, namespace, labels },
                type: "servicebinding.io/rabbitmq",
                immutable: true,
                stringData: pulumi.secret(
                    login.apply(([password, { host, port, tls }]) =>
                        clientSecretContents({
                            scheme: tls ? "amqps" : "amqp",
                            username: user.username,
                            password,
                            host,
                            port,
                            virtualHost,
                        }),
                    ),
                ),
            },
            { parent },
        );
    });
}

/** Says how to use the Secret of each client. */
export function createTeamConnections(
    { name, settings, from }: TeamContext,
    job: Job,
): pulumi.Output<{ [client: string]: AmqpConnection }> {
    const { namespace, virtualHost, topology } = settings;
    const host = topology.virtualHosts[virtualHost]!;
    const queues = publishedQueues(topology, virtualHost);
    return pulumi.output(
        from(({ broker, certificateAuthority, tls }) =>
            Object.fromEntries(
                Object.entries(topology.clients).map(([client, rights]) => {
                    const { publishesTo, consumesFrom, credentialVersion } = rights;
                    const { username } = credential(client, credentialVersion);
                    const connection: AmqpConnection = {
                        secretName: afterTopology(clientSecretName(name, username), job),
                        namespace,
                        ...(broker !== undefined && { broker }),
                        client,
                        publishesTo,
                        consumesFrom,
                        queueExchanges: publishesTo.filter((target) => queues.includes(target)),
                        ...(rights.receivesReplies && {
                            replies: {
                                exchange: replyExchange(client),
                                queuePrefix: ownPrefix(client),
                            },
                        }),
                        consumerTimeouts: consumedTimeouts(consumesFrom, host),
                        ...(certificateAuthority && { certificateAuthority }),
                        ...(tls && { tls }),
                    };
                    return [client, connection];
                }),
            ),
        ),
    );
}
