import { z } from "zod";

import type { Problem } from "../components/problems";

/** What a schema finds wrong, one problem for each value, with the value and what is allowed. */
export function schemaProblems(schema: z.ZodType, error: z.ZodError, values: unknown): Problem[] {
    return error.issues.flatMap((issue) => {
        const path = issue.path.join(".");
        if (issue.code === "unrecognized_keys") {
            const allowed = keysAt(schema, issue.path).sort().join(", ");
            return issue.keys.map((key) => ({
                path: path === "" ? key : `${path}.${key}`,
                reason: `is not a known key; allowed: ${allowed}. Correct or remove it.`,
            }));
        }
        const given = valueAt(values, issue.path);
        if (given === undefined) {
            return [{ path, reason: "is missing. Set it." }];
        }
        const message = issue.message.replace(/^Invalid (input|option): /, "");
        return [{ path, reason: `is ${JSON.stringify(given)}; ${message}. Correct it.` }];
    });
}

/** A copy of the values without those that have an issue, or that lack something. */
export function withoutIssues(
    values: { [key: string]: unknown },
    error: z.ZodError,
): { [key: string]: unknown } {
    const copy = structuredClone(values);
    for (const issue of error.issues) {
        if (issue.code === "unrecognized_keys") {
            issue.keys.forEach((key) => remove(copy, [...issue.path, key]));
        } else {
            const isMissing = valueAt(values, issue.path) === undefined;
            remove(copy, isMissing ? issue.path.slice(0, -1) : issue.path);
        }
    }
    return copy;
}

function remove(values: { [key: string]: unknown }, path: PropertyKey[]): void {
    const parent = valueAt(values, path.slice(0, -1)) as
        { [key: PropertyKey]: unknown } | undefined;
    delete parent?.[path.at(-1)!];
}

function valueAt(values: unknown, path: PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (value, key) => (value as { [key: PropertyKey]: unknown } | undefined)?.[key],
        values,
    );
}

function keysAt(schema: z.ZodType, path: PropertyKey[]): string[] {
    const found = path.reduce<unknown>((current, key) => childSchema(unwrap(current), key), schema);
    const object = unwrap(found);
    return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function childSchema(schema: unknown, key: PropertyKey): unknown {
    if (schema instanceof z.ZodObject) {
        return schema.shape[key as string];
    }
    return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

function unwrap(schema: unknown): unknown {
    return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
        ? unwrap(schema.unwrap())
        : schema;
}
