import type { Input } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";

import { connectionShapeProblems } from "../argumentShape";
import type { AmqpConnection } from "../connection/amqpConnection";
import { plainConnection } from "../connection/amqpConnection";
import type { Problem } from "../problems";
import { problem, throwOnProblems } from "../problems";

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
    const plain = plainConnection(connection);
    return plain === undefined ? [] : problems(plain);
}

/** The same connection. One that another stack or language hands over is checked as soon as it is known: in the preview. */
export function checkedConnection(
    what: string,
    connection: Input<AmqpConnection>,
    problems: ConnectionProblems,
): Input<AmqpConnection> {
    if (plainConnection(connection) !== undefined) {
        return connection;
    }
    return pulumi.output(connection).apply((known) => {
        const shape = connectionShapeProblems(known);
        throwOnProblems(what, shape.length > 0 ? shape : problems(known));
        return known;
    });
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
