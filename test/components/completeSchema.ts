import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

import packageJson from "../../components/package.json";

/** As much of a property of a Pulumi schema as is read here. */
export interface Property {
    type?: string;
    description?: string;
    default?: string | number | boolean;
    $ref?: string;
    items?: Property;
    additionalProperties?: Property;
}

interface Type {
    description?: string;
    properties?: { [name: string]: Property };
    inputProperties?: { [name: string]: Property };
}

export interface Schema {
    resources: { [token: string]: Type };
    types: { [token: string]: Type };
    language: { [language: string]: object };
    [key: string]: unknown;
}

/** Amounts that need not be whole, and sizes beyond the 32 bits of Pulumi's integers. */
const numbers: { [type: string]: string[] } = {
    ConsumerCapacity: [
        ...["arrivalsPerSecond", "secondsPerMessage", "peakFactor"],
        ...["outageMinutes", "drainWithinMinutes"],
    ],
    Queue: ["maxLengthBytes"],
    DeadLetterLimits: ["maxLengthBytes"],
};

const sources = join(__dirname, "../../components");

/** Adds what Pulumi does not infer from the sources. */
export function completeSchema(schema: Schema): Schema {
    describeTypes(schema.types);
    for (const [token, type] of Object.entries({ ...schema.types, ...schema.resources })) {
        const fractional = numbers[token.split(":")[2]!] ?? [];
        for (const [name, property] of propertiesOf(type)) {
            if (!fractional.includes(name)) {
                makeWhole(property);
            }
            addDefault(property);
        }
    }
    const { go } = schema.language;
    return {
        ...schema,
        displayName: "Queue Workloads",
        publisher: "Queue Workloads",
        license: packageJson.license,
        keywords: [...packageJson.keywords, "category/infrastructure", "kind/component"],
        // Without these, Go's SDK lacks some of the types that it refers to, and does not compile.
        language: { ...schema.language, go: { ...go, generateExtraInputTypes: true } },
    };
}

function propertiesOf({ properties, inputProperties }: Type): [string, Property][] {
    return [...Object.entries(properties ?? {}), ...Object.entries(inputProperties ?? {})];
}

/** TypeScript, from which Pulumi infers, has numbers only. */
function makeWhole(property: Property): void {
    if (property.type === "number") {
        property.type = "integer";
    }
    [property.items, property.additionalProperties].forEach((inner) => inner && makeWhole(inner));
}

/**
 * What a doc comment says in "Defaults to `x`." Generated SDKs send it as if a person had set it: where that would
 * change something, the comment says more than that.
 */
function addDefault(property: Property): void {
    const [, text] = /Defaults to\s+`([^`]+)`[.:](?=\s|$)/.exec(property.description ?? "") ?? [];
    if (text !== undefined) {
        const isText = property.type === "string" || property.$ref !== undefined;
        property.default = isText ? text : (JSON.parse(text) as number | boolean);
    }
}

/** The doc comments of the interfaces and enums, of which Pulumi takes those in the components' own files only. */
function describeTypes(types: { [token: string]: Type }): void {
    const comments = typeComments();
    for (const [token, type] of Object.entries(types)) {
        const comment = comments.get(token.split(":")[2]!);
        if (comment !== undefined) {
            type.description ??= comment;
        }
    }
}

function typeComments(): Map<string, string> {
    const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !/^(dist|node_modules)\//.test(file))
        .map((file) => readFileSync(join(sources, file), "utf8"));
    const declarations = files
        .flatMap((text) => [
            ...ts.createSourceFile("", text, ts.ScriptTarget.Latest, true).statements,
        ])
        .filter((node) => ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node));
    return new Map(
        declarations.flatMap((node) => {
            const [comment] = ts.getJSDocCommentsAndTags(node);
            const text = ts.getTextOfJSDocComment(comment?.comment);
            return text === undefined ? [] : [[node.name.text, text]];
        }),
    );
}
