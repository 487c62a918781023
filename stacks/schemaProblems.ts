import { z } from "zod";

import { Problem } from "../components/problems";

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

/** A copy of the values without those that have an issue. */
export function withoutIssues(
    values: { [key: string]: unknown },
    error: z.ZodError,
): { [key: string]: unknown } {
    const copy = structuredClone(values);
    for (const issue of error.issues) {
        const at = issue.code === "unrecognized_keys" ? issue.path : issue.path.slice(0, -1);
        const keys = issue.code === "unrecognized_keys" ? issue.keys : issue.path.slice(-1);
        const parent = valueAt(copy, at) as { [key: PropertyKey]: unknown } | undefined;
        keys.forEach((key) => delete parent?.[key]);
    }
    return copy;
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
