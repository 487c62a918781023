import type { Problem } from "./problems";
import { problem } from "./problems";
import published from "./schema.json";
import type { Reading, Schema } from "./schemaProblems";
import { schemaProblems } from "./schemaProblems";

/** A type in the schema that Pulumi infers of the components. */
type PulumiSchema = Omit<Schema, "enum"> & { enum?: { value: string }[] };

const prefix = "queue-workloads:index:";
const types = published.types as { [token: string]: PulumiSchema };
const resources = published.resources as {
    [token: string]: {
        inputProperties: { [name: string]: Schema };
        requiredInputs: string[];
    };
};

/** What has a check of its own. */
const checkedElsewhere = ["pod", "jobPod", "connection"];

/**
 * What only the compiler keeps out, and another language, a stack file or a cast lets in: a value of another type or
 * of no closed set, nothing where there has to be something, and what nobody would read. By the schema that the
 * package has for other languages.
 */
export function shapeProblems(component: string, args: object): Problem[] {
    const { inputProperties, requiredInputs } = resources[prefix + component]!;
    const looked = Object.entries(args).filter(
        ([name, value]) => value !== undefined && !checkedElsewhere.includes(name),
    );
    const schema = {
        type: "object",
        properties: inputProperties,
        required: requiredInputs.filter((name) => !checkedElsewhere.includes(name)),
    };
    return schemaProblems("", schema, Object.fromEntries(looked), reading(typeOf), component);
}

/**
 * What only the compiler keeps out of a connection. It may come from a stack of a later version, so what nobody here
 * would read is fine.
 */
export function connectionShapeProblems(connection: unknown): Problem[] {
    if (typeof connection !== "object" || connection === null || Array.isArray(connection)) {
        const allowed = "a connection, such as that of broker.connectionFor";
        return [problem("connection", connection, allowed, "Set it.")];
    }
    const type = { $ref: `#/types/${prefix}AmqpConnection` };
    const tolerant = (ref: string) => ({ ...typeOf(ref), additionalProperties: { isAny: true } });
    return schemaProblems("connection", type, connection, reading(tolerant));
}

function reading(schemaOf: Reading["schemaOf"]): Reading {
    return { schemaOf, takesFractions: true };
}

function typeOf(ref: string): Schema {
    const type = types[ref.replace("#/types/", "")];
    return type === undefined
        ? { isAny: true }
        : { ...type, enum: type.enum?.map(({ value }) => value) };
}

/** The arguments without those that have one of these problems. */
export function withoutMisshapen<T extends object>(args: T, problems: Problem[]): T {
    const wrong = problems.map(argumentOf);
    return Object.fromEntries(Object.entries(args).filter(([name]) => !wrong.includes(name))) as T;
}

/** The argument that a problem is in. */
export function argumentOf({ path }: Problem): string {
    return path.split(/[.[]/)[0]!;
}
