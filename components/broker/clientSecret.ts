import { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { amqpUrlKey } from "../connection/amqpConnection";
import type { AmqpUrlParts } from "../connection/amqpUrl";
import { amqpUrl } from "../connection/amqpUrl";
import type { SecretData } from "../kubernetes/secretData";
import { clientDeclarations } from "../topology/declarations";
import type { ClientSettings, TopologySettings } from "../topology/defaults";
import { renderDefinitions } from "../topology/definitions";
import { amqp } from "./clientProtocols";
import { protocolKeys } from "./clientUrls";
import type { ObjectMetadata } from "./context";
import type { BrokerCredential } from "./credentials";
import type { Transport } from "./ports";
import { portOf } from "./ports";

/** The Secret of one version of somebody's credentials, which is always called the same and never changes. */
export function createLoginSecret(
    metadata: ObjectMetadata & { name: string },
    contents: pulumi.Output<SecretData>,
    parent: pulumi.Resource,
    type = "servicebinding.io/rabbitmq",
): Secret {
    const stringData = pulumi.secret(contents);
    return new Secret(metadata.name, { metadata, type, immutable: true, stringData }, { parent });
}

/** The keys of a client's Secret that need no protocol but AMQP. https://servicebinding.io/spec/core/1.1.0/#well-known-secret-entries */
export function clientSecretContents(login: AmqpUrlParts): SecretData {
    const { host, port, username, password, virtualHost } = login;
    const url = amqpUrl(login);
    return {
        [amqpUrlKey]: url,
        uri: url,
        type: "rabbitmq",
        provider: "rabbitmq",
        host,
        port: String(port),
        username,
        password,
        "virtual-host": virtualHost,
    };
}

/** For each client that declares: what it may declare, and how, as JSON. It says no more than what can never change. */
export function declarationKeys(topology: TopologySettings): { [client: string]: SecretData } {
    const declaring = Object.entries(topology.clients).filter(([, { declares }]) => declares);
    if (declaring.length === 0) {
        return {};
    }
    const definitions = renderDefinitions("", topology, []);
    return Object.fromEntries(
        declaring.map(([name, client]) => {
            const declarations = clientDeclarations(definitions, topology, client);
            return [name, { declarations: JSON.stringify(declarations) }];
        }),
    );
}

/** The same, and what is needed for further protocols. */
export function clientSecretData(
    { username, password }: BrokerCredential,
    host: pulumi.Output<string>,
    client: ClientSettings,
    transport: Transport,
): pulumi.Output<SecretData> {
    const { scheme, number: port } = portOf(amqp, transport);
    const { virtualHost } = client;
    return pulumi.all([host, password]).apply(([hostName, text]): SecretData => {
        const login = { username, password: text, host: hostName };
        return {
            ...clientSecretContents({ ...login, scheme, port, virtualHost }),
            ...protocolKeys(client, login, transport),
        };
    });
}
