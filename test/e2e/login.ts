import assert from "node:assert/strict";

import { kubectl, secretValues } from "./kubernetes";

/** How a user logs in to a broker. */
export interface Login {
    username: string;
    password: string;
}

/** The login of a client of broker `rabbitmq`, or of its administrator, from its Secret in the cluster. */
export async function loginOf(namespace: string, client: string): Promise<Login> {
    const names = await kubectl("get", "secrets", "-n", namespace, "-o", "name");
    const found = names
        .split("\n")
        .map((name) => name.replace("secret/", ""))
        .filter((name) => name.replace(/-([0-9a-f]{8}|v1)$/, "") === `rabbitmq-${client}`);
    assert.equal(found.length, 1, `one Secret of ${client} in ${names}`);
    const { username, password } = await secretValues(namespace, found[0]!);
    return { username: username!, password: password! };
}
