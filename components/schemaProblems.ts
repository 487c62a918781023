import { isKnownLater } from "./kubernetes/knownLater";
import type { Problem } from "./problems";
import { problem } from "./problems";

/** As much of a JSON schema as Kubernetes and Pulumi use: of a field, or of an object by its name. */
export interface Schema {
    $ref?: string;
    /** Whether it takes anything. */
    isAny?: boolean;
    type?: string | string[];
    enum?: string[];
    required?: string[];
    properties?: { [name: string]: Schema };
    additionalProperties?: Schema;
    items?: Schema;
}

/** How a schema is read. */
export interface Reading {
    /** What a name in it stands for. */
    schemaOf: (ref: string) => Schema;
    /** Whether a number that is not whole passes for one that is: another check refuses it, with its limits. */
    takesFractions?: boolean;
}

/** What of a value is not as a schema says. One that is known only later is not looked at. */
export function schemaProblems(
    path: string,
    given: Schema,
    value: unknown,
    reading: Reading,
    within = given.$ref ?? "",
): Problem[] {
    const schema = given.$ref === undefined ? given : reading.schemaOf(given.$ref);
    const name = given.$ref ?? within;
    if (value === undefined || isKnownLater(value) || schema.isAny) {
        return [];
    }
    if (schema.enum && !schema.enum.includes(value as string)) {
        const allowed = schema.enum.filter(Boolean).join(", ");
        return [problem(path, shown(value), allowed, "Correct it.")];
    }
    const types = [schema.type ?? "object"]
        .flat()
        .map((type) => (type === "integer" && reading.takesFractions ? "number" : type));
    if (!types.some((type) => isOfType(type, value))) {
        const allowed = types.map((type) => typeNames[type]).join(" or ");
        const isNothing = value === null && types.includes("object");
        const fix = isNothing ? "Without anything to say, write {}." : "Correct it.";
        return [problem(path, shown(value), allowed, fix)];
    }
    if (Array.isArray(value)) {
        const { items = {} } = schema;
        return value.flatMap((item, index) =>
            schemaProblems(`${path}[${index}]`, items, item, reading, name),
        );
    }
    return typeof value === "object"
        ? fieldProblems(path, schema, value as { [field: string]: unknown }, reading, name)
        : [];
}

function fieldProblems(
    path: string,
    { properties, additionalProperties, required = [] }: Schema,
    value: { [field: string]: unknown },
    reading: Reading,
    name: string,
): Problem[] {
    const at = (field: string) => (path === "" ? field : `${path}.${field}`);
    const missing = required
        .filter((field) => value[field] === undefined)
        .map((field) => ({ path: at(field), reason: "is missing. Set it." }));
    const fields = Object.entries(value).flatMap(([field, one]) => {
        const schema =
            (properties && Object.hasOwn(properties, field) ? properties[field] : undefined) ??
            additionalProperties;
        if (schema === undefined && properties !== undefined) {
            const type = name.replace(/.*:/, "");
            const allowed = `the fields of ${type}: ${Object.keys(properties).sort().join(", ")}`;
            return [problem(path || field, field, allowed, "Correct or remove it.")];
        }
        return schema === undefined ? [] : schemaProblems(at(field), schema, one, reading, name);
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
