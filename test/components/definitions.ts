import { Buffer } from "node:buffer";

import type { Definitions } from "../../components/topology/definitions";
import type { Recording } from "../harness";
import { unwrapSecret } from "../secretEnvelope";
import { types } from "./shop";

/** What the nodes of a recorded broker import when they boot. */
export function bootDefinitions(recording: Recording) {
    const { inputs } = recording.get(types.secretPatch, "rabbitmq-definitions");
    return decode(inputs["data"], "boot.json") as Pick<Definitions, "users" | "vhosts">;
}

/** What the topology Job of a recorded broker applies. */
export function topologyDefinitions(recording: Recording): Definitions {
    return definitionsOf(recording.get(types.secret, "rabbitmq-topology").inputs);
}

/** What is in the Secret that a topology Job mounts. */
export function definitionsOf(secret: { data?: unknown }): Definitions {
    return decode(secret.data, "topology.json") as Definitions;
}

function decode(data: unknown, key: string): unknown {
    const content = unwrapSecret(data) as { [key: string]: string };
    return JSON.parse(Buffer.from(content[key]!, "base64").toString());
}
