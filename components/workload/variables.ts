import type { Input } from "@pulumi/pulumi";

import type { SecretReference } from "../kubernetes/secretReference";
import { objectNameProblems, secretKeyProblems, variableNameProblems } from "../kubernetes/values";
import type { Problem } from "../problems";
import { problem } from "../problems";

/** The variables that a container gets from us, and nobody else may set. */
const reserved = [
    "AMQP_URL",
    "QUEUE",
    "QUEUES",
    "EXCHANGE",
    "ROUTING_KEY",
    "RESULT_QUEUE",
    "RESULT_EXCHANGE",
    "RESULT_ROUTING_KEY",
    "PREFETCH",
    "POD_NAME",
    "TERMINATION_GRACE_PERIOD_SECONDS",
];

/** What is wrong with the variables that a container gets besides. */
export function variableProblems(
    env: { [variable: string]: Input<string> },
    secretEnv: { [variable: string]: SecretReference },
): Problem[] {
    const paths = [
        ...Object.keys(env).map((variable) => [variable, `env.${variable}`] as const),
        ...Object.keys(secretEnv).map((variable) => [variable, `secretEnv.${variable}`] as const),
    ];
    const references = Object.entries(secretEnv).flatMap(([variable, { name, key }]) => [
        ...objectNameProblems(`secretEnv.${variable}.name`, name),
        ...secretKeyProblems(`secretEnv.${variable}.key`, key),
    ]);
    const twice = Object.keys(secretEnv).filter((variable) => env[variable] !== undefined);
    return [
        ...paths.flatMap(([variable, path]) => variableNameProblems(path, variable)),
        ...references,
        ...paths
            .filter(([variable]) => reserved.includes(variable))
            .map(([variable, path]) => {
                const fix = "The component sets it: leave it out.";
                return problem(path, variable, `any name but ${reserved.join(", ")}`, fix);
            }),
        ...twice.map((variable) => {
            const allowed = "a name that env does not have";
            return problem(`secretEnv.${variable}`, variable, allowed, "Remove one of the two.");
        }),
    ];
}
