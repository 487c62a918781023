import * as pulumi from "@pulumi/pulumi";

import { amqpUrlKey } from "../connection/amqpConnection";
import { amqpUrl } from "../connection/amqpUrl";
import type { SecretData } from "../kubernetes/secretData";
import type { BrokerCredential } from "./credentials";
import type { Transport } from "./ports";
import { amqp, portOf } from "./ports";

/**
 * The AMQP URL, and the keys of a Service Binding.
 * https://servicebinding.io/spec/core/1.1.0/#well-known-secret-entries
 */
export function clientSecretData(
    { username, password }: BrokerCredential,
    host: pulumi.Output<string>,
    virtualHost: string,
    transport: Transport,
): pulumi.Output<SecretData> {
    const { scheme, number } = portOf(amqp, transport);
    return pulumi.secret(
        pulumi.all([host, password]).apply(([hostName, text]): SecretData => {
            const url = amqpUrl({
                scheme,
                username,
                password: text,
                host: hostName,
                port: number,
                virtualHost,
            });
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
            };
        }),
    );
}
