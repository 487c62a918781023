import * as pulumi from "@pulumi/pulumi";

import type { SecretData } from "../kubernetes/secretData";
import { management } from "./clientProtocols";
import type { BrokerCredential } from "./credentials";
import type { Transport } from "./ports";
import { portOf } from "./ports";

/** What a TriggerAuthentication takes, by the names of KEDA's parameters. https://keda.sh/docs/latest/scalers/rabbitmq-queue/ */
export function autoscalerSecretData(
    { username, password }: BrokerCredential,
    host: pulumi.Output<string>,
    transport: Transport,
): pulumi.Output<SecretData> {
    const { scheme, number } = portOf(management, transport);
    return pulumi.secret(
        pulumi.all([host, password]).apply(([hostName, text]): SecretData => ({
            host: `${scheme}://${hostName}:${number}`,
            username,
            password: text,
            ...(transport.tls && { tls: "enable" }),
        })),
    );
}
