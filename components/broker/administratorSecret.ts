import * as pulumi from "@pulumi/pulumi";

import type { SecretData } from "../kubernetes/secretData";
import { management } from "./clientProtocols";
import type { BrokerCredential } from "./credentials";
import type { Transport } from "./ports";
import { portOf } from "./ports";
import { caKey } from "./tls";
import { tlsDirectory } from "./tlsConf";

/**
 * The administrator's `username` and `password` for people, and one configuration file of
 * rabbitmqadmin for each administrator that the broker may know, the new one first. In a file, and
 * not among a command's arguments, a password is in no process list.
 */
export function administratorData(
    administrators: BrokerCredential[],
    host: pulumi.Output<string>,
    transport: Transport,
): pulumi.Output<SecretData> {
    const passwords = pulumi.all(administrators.map(({ password }) => password));
    return pulumi.secret(
        pulumi.all([passwords, host]).apply(([texts, hostname]): SecretData => {
            const files = administrators.map(({ username }, index) => [
                `${index}.conf`,
                rabbitMqAdminConf(hostname, username, texts[index]!, transport),
            ]);
            const [current] = administrators;
            return {
                username: current!.username,
                password: texts[0]!,
                ...(Object.fromEntries(files) as { [key: string]: string }),
            };
        }),
    );
}

/** https://www.rabbitmq.com/docs/management-cli#config-files */
function rabbitMqAdminConf(
    hostname: string,
    username: string,
    password: string,
    transport: Transport,
): string {
    return [
        "[default]",
        `hostname = "${hostname}"`,
        `port = ${portOf(management, transport).number}`,
        ...(transport.tls
            ? ["tls = true", `ca_certificate_bundle_path = "${tlsDirectory}/${caKey}"`]
            : []),
        `username = "${username}"`,
        `password = "${password}"`,
        "",
    ].join("\n");
}
