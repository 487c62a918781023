import type { Problem } from "../../problems";
import { problem } from "../../problems";
import { isKnownLater } from "../knownLater";
import published from "./schema.json";

/** As much of a JSON schema as Kubernetes uses: of a field, or of an object by its name. */
interface Schema {
    $ref?: string;
    type?: string | string[];
    enum?: string[];
    required?: string[];
    properties?: { [name: string]: Schema };
    additionalProperties?: Schema;
    items?: Schema;
}

/** One of the objects of Kubernetes that `schema.json` holds. */
export type ApiObject = keyof typeof published;

const schemas = published as { [name: string]: Schema };

/**
 * What the API server would refuse of an object: by the schema that it publishes, in `schema.json`. A value
 * that is known only later is not looked at.
 */
export function apiProblems(path: string, name: ApiObject, value: unknown): Problem[] {
    return valueProblems(path, { $ref: name }, value, name);
}

export function apiListProblems(path: string, name: ApiObject, values: unknown): Problem[] {
    return valueProblems(path, { type: "array", items: { $ref: name } }, values, name);
}

function valueProblems(path: string, given: Schema, value: unknown, within: string): Problem[] {
    const schema = given.$ref === undefined ? given : schemas[given.$ref]!;
    const name = given.$ref ?? within;
    if (value === undefined || isKnownLater(value)) {
        return [];
    }
    const types = [schema.type ?? "object"].flat();
    if (!types.some((type) => isOfType(type, value))) {
        const allowed = types.map((type) => typeNames[type]).join(" or ");
        return [problem(path, shown(value), allowed, "Correct it.")];
    }
    if (schema.enum && !schema.enum.includes(value as string)) {
        return [problem(path, value, schema.enum.filter(Boolean).join(", "), "Correct it.")];
    }
    if (Array.isArray(value)) {
        const { items = {} } = schema;
        return value.flatMap((item, index) =>
            valueProblems(`${path}[${index}]`, items, item, name),
        );
    }
    return typeof value === "object"
        ? fieldProblems(path, schema, value as { [field: string]: unknown }, name)
        : [];
}

function fieldProblems(
    path: string,
    { properties, additionalProperties, required = [] }: Schema,
    value: { [field: string]: unknown },
    name: string,
): Problem[] {
    const missing = required
        .filter((field) => value[field] === undefined)
        .map((field) => ({ path: `${path}.${field}`, reason: "is missing. Set it." }));
    const fields = Object.entries(value).flatMap(([field, one]) => {
        const schema = properties?.[field] ?? additionalProperties;
        if (schema === undefined && properties !== undefined) {
            const allowed = `the fields of ${name}: ${Object.keys(properties).sort().join(", ")}`;
            return [problem(path, field, allowed, "Correct or remove it.")];
        }
        return schema === undefined ? [] : valueProblems(`${path}.${field}`, schema, one, name);
    });
    return [...missing, ...fields];
}

const typeNames: { [type: string]: string } = {
    string: "text",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
};

function isOfType(type: string, value: unknown): boolean {
    switch (type) {
        case "integer":
            return Number.isInteger(value);
        case "array":
            return Array.isArray(value);
        case "object":
            return typeof value === "object" && value !== null && !Array.isArray(value);
        default:
            return typeof value === type;
    }
}

/** What is in an object may be known only later, or be of concern to nobody. */
function shown(value: unknown): unknown {
    if (Array.isArray(value)) {
        return "a list";
    }
    return typeof value === "object" && value !== null ? "an object" : value;
}
