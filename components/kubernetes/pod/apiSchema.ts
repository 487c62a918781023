import type { Problem } from "../../problems";
import type { Reading, Schema } from "../../schemaProblems";
import { schemaProblems } from "../../schemaProblems";
import published from "./schema.json";

/** One of the objects of Kubernetes that `schema.json` holds. */
export type ApiObject = keyof typeof published;

const schemas = published as { [name: string]: Schema };
const reading: Reading = { schemaOf: (ref) => schemas[ref]! };

/**
 * What the API server would refuse of an object: by the schema that it publishes, in `schema.json`. A value
 * that is known only later is not looked at.
 */
export function apiProblems(path: string, name: ApiObject, value: unknown): Problem[] {
    return schemaProblems(path, { $ref: name }, value, reading);
}

export function apiListProblems(path: string, name: ApiObject, values: unknown): Problem[] {
    const schema = { type: "array", items: { $ref: name } };
    return schemaProblems(path, schema, values, reading);
}
