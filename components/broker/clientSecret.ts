import * as pulumi from "@pulumi/pulumi";

import { amqpUrlKey } from "../connection/amqpConnection";
import { amqpUrl } from "../connection/amqpUrl";
import type { SecretData } from "../kubernetes/secretData";
import type { ClientSettings } from "../topology/defaults";
import { amqp } from "./clientProtocols";
import { protocolKeys } from "./clientUrls";
import type { BrokerCredential } from "./credentials";
import type { Transport } from "./ports";
import { portOf } from "./ports";

/**
 * The AMQP URL, the keys of a Service Binding, and what is needed for further protocols.
 * https://servicebinding.io/spec/core/1.1.0/#well-known-secret-entries
 */
export function clientSecretData(
    { username, password }: BrokerCredential,
    host: pulumi.Output<string>,
    client: ClientSettings,
    transport: Transport,
): pulumi.Output<SecretData> {
    const { scheme, number } = portOf(amqp, transport);
    const { virtualHost } = client;
    return pulumi.secret(
        pulumi.all([host, password]).apply(([hostName, text]): SecretData => {
            const login = { username, password: text, host: hostName };
            const url = amqpUrl({ ...login, scheme, port: number, virtualHost });
            return {
                [amqpUrlKey]: url,
                uri: url,
                type: "rabbitmq",
                provider: "rabbitmq",
                host: hostName,
                port: String(number),
                username,
                password: text,
                "virtual-host": virtualHost,
                ...protocolKeys(client, login, transport),
            };
        }),
    );
}
