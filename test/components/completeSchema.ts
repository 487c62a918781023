import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

import packageJson from "../../components/package.json";

interface Type {
    description?: string;
}

export interface Schema {
    types: { [token: string]: Type };
    language: { [language: string]: object };
    [key: string]: unknown;
}

const sources = join(__dirname, "../../components");

/** Adds what Pulumi does not infer from the sources. */
export function completeSchema(schema: Schema): Schema {
    describeTypes(schema.types);
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
