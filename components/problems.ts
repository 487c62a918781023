import * as pulumi from "@pulumi/pulumi";

import { isKnownLater } from "./kubernetes/knownLater";

/** One thing that is wrong with an argument: where, what was given, what is allowed, how to mend it. */
export interface Problem {
    path: string;
    reason: string;
}

/** Builds the sentence of a `Problem`, so that all of them read alike. */
export function problem(path: string, given: unknown, allowed: string, fix: string): Problem {
    return { path, reason: `is ${shown(given)}; allowed: ${allowed}. ${fix}` };
}

function shown(given: unknown): string {
    return isKnownLater(given)
        ? "known only later"
        : JSON.stringify(given, function (this: { [key: string]: unknown }, key, value: unknown) {
              return isKnownLater(this[key]) ? "known only later" : value;
          });
}

/** What is allowed where only the names of something declared are. */
export function listOf(names: string[]): string {
    return names.length === 0 ? "nothing, because none is declared" : [...names].sort().join(", ");
}

/** A number that has to be whole and within limits; one that was not given is fine. */
export function numberProblems(
    path: string,
    value: number | undefined,
    low: number,
    high: number,
    fix = "Correct it.",
): Problem[] {
    if (value === undefined || (Number.isInteger(value) && value >= low && value <= high)) {
        return [];
    }
    return [problem(path, value, `a whole number from ${low} to ${high}`, fix)];
}

/** A number that has to be within limits, whole or not. */
export function amountProblems(path: string, value: number, low: number, high: number): Problem[] {
    return value >= low && value <= high
        ? []
        : [problem(path, value, `a number from ${low} to ${high}`, "Correct it.")];
}

/** A value that is not of a closed set, given as an enum or a list; one that was not given is fine. */
export function choiceProblems(
    path: string,
    value: string | undefined,
    allowed: { [name: string]: string } | string[],
): Problem[] {
    const values = Object.values(allowed);
    return value === undefined || values.includes(value)
        ? []
        : [problem(path, value, values.join(", "), "Correct it.")];
}

/** Throws one error that lists every problem, before any resource is registered. */
export function throwOnProblems(what: string, problems: Problem[]): void {
    if (problems.length === 0) {
        return;
    }
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const lines = problems.map(({ path, reason }) => `  ${path} ${reason}`);
    // The message repeats the details because the Node.js language host prints nothing but the message.
    throw new pulumi.InputPropertiesError({
        message: `${what} has ${count}:\n${lines.join("\n")}`,
        errors: problems.map(({ path, reason }) => ({ propertyPath: path, reason })),
    });
}
