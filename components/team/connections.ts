import type { Job } from "@pulumi/kubernetes/batch/v1";
import type { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { clientSecretContents, createLoginSecret, declarationKeys } from "../broker/clientSecret";
import { afterTopology, describeClient } from "../broker/connections";
import type { LocalBrokerCredential } from "../broker/credentials";
import { clientSecretName } from "../broker/objects";
import type { AmqpConnection } from "../connection/amqpConnection";
import type { BrokerAccessSettings } from "../connection/brokerAccess";
import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import { credential } from "../topology/users";
import type { TeamContext } from "./context";
import { declaredTopology } from "./tenant";

/** One for each valid version of each client's credentials, in the topology's namespace and of a fixed name. */
export function createTeamClientSecrets(
    { name, settings, from, parent }: TeamContext,
    users: LocalBrokerCredential[],
): Secret[] {
    const { namespace, virtualHost, topology } = settings;
    const declarations = declarationKeys(topology);
    const labels = commonLabels(name, ComponentLabel.Topology);
    return users.map((user) => {
        const login = pulumi.all([
            user.password,
            pulumi.output(from(({ host, port, tls }) => ({ host, port, tls }))),
        ]);
        const contents = login.apply(([password, { host, port, tls }]) => ({
            ...clientSecretContents({
                scheme: tls ? "amqps" : "amqp",
                username: user.username,
                password,
                host,
                port,
                virtualHost,
            }),
            ...declarations[user.owner],
        }));
        const secretName = clientSecretName(name, user.localName);
        return createLoginSecret({ name: secretName, namespace, labels }, contents, parent);
    });
}

/** Says how to use the Secret of each client. */
export function createTeamConnections(
    { name, settings, from }: TeamContext,
    job: Job,
): pulumi.Output<{ [client: string]: AmqpConnection }> {
    const describe = (access: BrokerAccessSettings) => {
        const { broker, certificateAuthority, tls, tenant } = access;
        const topology = declaredTopology(settings, access);
        const clients = Object.entries(topology.clients).map(([client, rights]) => {
            const { username } = credential(client, rights.credentialVersion);
            const secretName =
                tenant?.clients[client]!.secretName ?? clientSecretName(name, username);
            const connection: AmqpConnection = {
                secretName: afterTopology(secretName, job),
                namespace: settings.namespace,
                ...(broker !== undefined && { broker }),
                ...describeClient(topology, client, rights),
                ...(certificateAuthority && { certificateAuthority }),
                ...(tls && { tls }),
            };
            return [client, connection];
        });
        return Object.fromEntries(clients) as { [client: string]: AmqpConnection };
    };
    return pulumi.output(from(describe));
}
