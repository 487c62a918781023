import * as pulumi from "@pulumi/pulumi";

import type { SecretData } from "../kubernetes/secretData";
import type { BrokerCredential } from "./credentials";
import { management } from "./ports";

/** What a TriggerAuthentication takes, by the names of KEDA's parameters. https://keda.sh/docs/latest/scalers/rabbitmq-queue/ */
export function autoscalerSecretData(
    { username, password }: BrokerCredential,
    host: pulumi.Output<string>,
): pulumi.Output<SecretData> {
    return pulumi.secret(
        pulumi.all([host, password]).apply(([hostName, text]): SecretData => ({
            host: `${management.scheme}://${hostName}:${management.number}`,
            username,
            password: text,
        })),
    );
}
