import { createHash } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import type { SecretData } from "../kubernetes/secretData";
import type { TopologySettings } from "../topology/defaults";
import { bootDefinitions, renderDefinitions } from "../topology/definitions";
import type { BrokerCredential } from "./credentials";

/** What the definitions Secret holds, and the checksum by which the topology Job knows it. */
export interface DefinitionsData {
    stringData: pulumi.Output<SecretData>;
    sha256: pulumi.Output<string>;
}

/**
 * `boot.json` is imported by every node that boots, so that a kept volume never disagrees with new
 * passwords; `topology.json` is applied by the Job; the other keys name what the Job lets stay.
 */
export function definitionsData(
    topology: TopologySettings,
    credentials: BrokerCredential[],
): DefinitionsData {
    const stringData = pulumi
        .all(credentials.map(({ passwordHash }) => passwordHash))
        .apply((hashes): SecretData => {
            const users = credentials.map(({ owner, version, username }, index) => ({
                owner,
                version,
                username,
                passwordHash: hashes[index]!,
            }));
            const definitions = renderDefinitions(topology, users);
            return {
                "boot.json": JSON.stringify(bootDefinitions(definitions)),
                "topology.json": JSON.stringify(definitions),
                users: lines(definitions.users.map(({ name }) => name)),
                permissions: lines(
                    definitions.permissions.map(({ user, vhost }) => `${user} ${vhost}`),
                ),
                policies: lines(definitions.policies.map(({ name, vhost }) => `${name} ${vhost}`)),
            };
        });
    // Salted hashes go in, so nothing can be learned from the checksum; as a secret it would hide the Job's diff.
    const sha256 = pulumi.unsecret(
        stringData.apply((data) =>
            createHash("sha256").update(data["topology.json"]!).digest("hex"),
        ),
    );
    return { stringData: pulumi.secret(stringData), sha256 };
}

function lines(names: string[]): string {
    return names.map((name) => `${name}\n`).join("");
}
