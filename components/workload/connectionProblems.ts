import type { Input } from "@pulumi/pulumi";

import type { AmqpConnection } from "../connection/amqpConnection";
import { knownNow } from "../kubernetes/knownLater";
import type { Problem } from "../problems";
import { problem } from "../problems";

/** What a workload asks for and its connection does not allow. */
export type ConnectionProblems = (connection: AmqpConnection) => Problem[];

/** A connection of which nothing is known yet: its workload's pod may have all that any connection brings. */
export const anyConnection = {
    secretName: "any",
    broker: "any",
    certificateAuthority: { name: "any", key: "ca.crt" },
    certificateSecretName: "any",
} satisfies AmqpConnection;

/** What a connection does not allow, if it is known while the program runs. */
export function knownProblems(
    connection: Input<AmqpConnection>,
    problems: ConnectionProblems,
): Problem[] {
    const known = knownNow(connection);
    return known === undefined ? [] : problems(known);
}

/** A name that the connection's client may not use; a connection that names none allows any. */
export function destinationProblems(
    path: string,
    name: string | undefined,
    connection: AmqpConnection,
    right: "publishesTo" | "consumesFrom",
): Problem[] {
    const allowed = connection[right];
    if (name === undefined || allowed === undefined || allowed.includes(name)) {
        return [];
    }
    const names = allowed.length === 0 ? "nothing" : [...allowed].sort().join(", ");
    const fix = `Add it to ${right} of the client ${connection.client ?? ""}, or correct the name.`;
    return [problem(path, name, names, fix)];
}
