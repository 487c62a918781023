import type { Problem } from "./problems";
import published from "./schema.json";
import type { Schema } from "./schemaProblems";
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

/** What has a check of its own, or comes from a program of another version. */
const checkedElsewhere = ["pod", "jobPod", "connection"];

/**
 * What only the compiler keeps out, and another language, a stack file or a cast lets in: a value of another type or
 * of no closed set, nothing where there has to be something, and what nobody would read. By the schema that the
 * package has for other languages.
 */
export function shapeProblems(component: string, args: object): Problem[] {
    const { inputProperties, requiredInputs } = resources[prefix + component]!;
    const looked = Object.entries(args).filter(
        ([name]) => Object.hasOwn(inputProperties, name) && !checkedElsewhere.includes(name),
    );
    const schema = {
        type: "object",
        properties: inputProperties,
        required: requiredInputs.filter((name) => !checkedElsewhere.includes(name)),
    };
    return schemaProblems("", schema, Object.fromEntries(looked), typeOf, component);
}

function typeOf(ref: string): Schema {
    const type = types[ref.replace("#/types/", "")];
    return type === undefined
        ? { isAny: true }
        : { ...type, enum: type.enum?.map(({ value }) => value) };
}

/** The arguments without those that have one of these problems. */
export function withoutMisshapen<T extends object>(args: T, problems: Problem[]): T {
    const wrong = problems.map(({ path }) => path.split(/[.[]/)[0]);
    return Object.fromEntries(Object.entries(args).filter(([name]) => !wrong.includes(name))) as T;
}
