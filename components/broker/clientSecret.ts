import * as pulumi from "@pulumi/pulumi";

import { amqpUrlKey } from "../connection/amqpConnection";
import { amqpUrl } from "../connection/amqpUrl";
import type { SecretData } from "../kubernetes/secretData";
import type { BrokerCredential } from "./credentials";

/**
 * The AMQP URL, and the keys of a Service Binding.
 * https://servicebinding.io/spec/core/1.1.0/#well-known-secret-entries
 */
export function clientSecretData(
    { username, password }: BrokerCredential,
    host: pulumi.Output<string>,
    port: number,
    virtualHost: string,
): pulumi.Output<SecretData> {
    return pulumi.secret(
        pulumi.all([host, password]).apply(([hostName, text]): SecretData => {
            const url = amqpUrl({ username, password: text, host: hostName, port, virtualHost });
            return {
                [amqpUrlKey]: url,
                uri: url,
                type: "rabbitmq",
                provider: "rabbitmq",
                host: hostName,
                port: String(port),
                username,
                password: text,
                "virtual-host": virtualHost,
            };
        }),
    );
}
