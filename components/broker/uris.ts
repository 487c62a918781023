import type { SecretReference } from "../kubernetes/secretReference";
import { objectNameProblems, secretKeyProblems } from "../kubernetes/values";
import type { Problem } from "../problems";

/** Definitions have no URI: a file, for the reconciler to read; or the broker itself, which needs no login. */
export function uriOf(virtualHost: string, file: string, uri: SecretReference | undefined) {
    return uri === undefined ? `amqp:///${encodeURIComponent(virtualHost)}` : { file };
}

export function uriProblems(path: string, uri: SecretReference | undefined): Problem[] {
    return [
        ...objectNameProblems(`${path}.name`, uri?.name),
        ...secretKeyProblems(`${path}.key`, uri?.key),
    ];
}
