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
