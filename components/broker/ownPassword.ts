import { Buffer } from "node:buffer";

import { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import type { PasswordSecretSettings } from "../topology/defaults";

/**
 * Reads a password of one's own from its Secret, in a preview as well. All of the Secret is secret in the state:
 * kubectl keeps a copy of the data among its annotations.
 */
export function ownPassword(
    resourceName: string,
    namespace: pulumi.Input<string>,
    { name, key }: PasswordSecretSettings,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    const secret = Secret.get(resourceName, pulumi.interpolate`${namespace}/${name}`, {
        parent,
        additionalSecretOutputs: ["data", "stringData", "metadata"],
    });
    return pulumi.secret(
        pulumi
            .all([secret.data as pulumi.Output<{ [key: string]: string } | undefined>, name])
            .apply(([data, secretName]) => {
                const text = Buffer.from(data?.[key] ?? "", "base64").toString();
                const problem = passwordProblem(text);
                if (problem !== undefined) {
                    throw new Error(`The key ${key} of the Secret ${secretName} ${problem}`);
                }
                return text;
            }),
    );
}

/** What keeps a text from being a password, without the text. */
export function passwordProblem(text: string): string | undefined {
    if (text === "") {
        return "is missing or empty: put the password there.";
    }
    if (/\s$/.test(text)) {
        return "ends with white space, often a line break of echo: write it with printf.";
    }
    // rabbitmqadmin's configuration file holds it in quotes, on one line.
    return /[\p{Cc}"\\]/u.test(text)
        ? 'holds a control character, " or \\: use a password without them.'
        : undefined;
}
