import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";

import * as pulumi from "@pulumi/pulumi";

import type { SecretData } from "../kubernetes/secretData";
import type { TopologySettings } from "../topology/defaults";
import type { RuntimeParameter } from "../topology/definitions";
import {
    bootDefinitions,
    mergeDefinitions,
    renderDefinitions,
    withParameters,
} from "../topology/definitions";
import type { HashedCredential } from "../topology/userDefinitions";
import type { BrokerCredential } from "./credentials";

/** The `data` of the two Secrets with definitions. */
export interface DefinitionsData {
    /** What every node imports when it boots, so that a kept volume never disagrees with new passwords. */
    boot: pulumi.Output<SecretData>;
    /** What the topology Job applies to the running broker. */
    topology: pulumi.Output<SecretData>;
}

/** A topology and its users. */
export interface DefinitionsPart {
    topology: pulumi.Input<TopologySettings>;
    users: BrokerCredential[];
}

/** The definitions of several topologies that have one owner, and what connects it with other brokers. */
export function definitionsData(
    owner: string,
    parts: DefinitionsPart[],
    links: RuntimeParameter[] = [],
): DefinitionsData {
    const whole = pulumi
        .all(parts.map(({ topology, users }) => pulumi.all([topology, hashed(users)])))
        .apply((known) =>
            withParameters(
                mergeDefinitions(
                    known.map(([topology, users]) =>
                        renderDefinitions(owner, topology as TopologySettings, users),
                    ),
                ),
                links,
            ),
        );
    return {
        boot: pulumi.secret(
            whole.apply((definitions) => bootData(JSON.stringify(bootDefinitions(definitions)))),
        ),
        topology: pulumi.secret(
            whole.apply((definitions) => topologyData(JSON.stringify(definitions))),
        ),
    };
}

function hashed(users: BrokerCredential[]): pulumi.Output<HashedCredential[]> {
    return pulumi.all(
        users.map(({ owner, version, username, passwordHash }) =>
            passwordHash.apply((hash) => ({ owner, version, username, passwordHash: hash })),
        ),
    );
}

function bootData(json: string): SecretData {
    return { "boot.json": Buffer.from(json).toString("base64") };
}

/**
 * Compressed only where it has to be: the bytes of an archive differ from machine to machine, and so
 * would previews.
 */
const compressedFrom = 256 * 1024;

export function topologyData(json: string): SecretData {
    return Buffer.byteLength(json) < compressedFrom
        ? { "topology.json": Buffer.from(json).toString("base64") }
        : { "topology.json.gz": gzipSync(json).toString("base64") };
}
