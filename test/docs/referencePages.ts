import { format, resolveConfig } from "prettier";

import type { Property } from "../components/completeSchema";
import { isOfKubernetes } from "../components/kubernetesTypes";
import { referenceDir } from "./referenceDir";

interface Type {
    description?: string;
    properties?: { [name: string]: Property };
    required?: string[];
    enum?: { value: string; description?: string }[];
    inputProperties?: { [name: string]: Property };
    requiredInputs?: string[];
}

export interface Schema {
    resources: { [token: string]: Type };
    types: { [token: string]: Type };
}

/** Where the types are that more than one component takes. */
const sharedPage = "types.md";

const nameOf = (token: string) => token.split(":")[2]!;
const pageOf = (component: string) => `${component}.md`;

/** The pages of `docs/reference`, by file name: the schema in words, with no fact of its own. */
export async function referencePages(schema: Schema): Promise<{ [file: string]: string }> {
    const components = Object.entries(schema.resources)
        .map(([token, type]) => ({ name: nameOf(token), type }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    const own = new Map(
        Object.entries(schema.types)
            .map(([token, type]) => [nameOf(token), type] as const)
            .filter(([name]) => !isOfKubernetes(name)),
    );
    const takenBy = new Map(components.map(({ name, type }) => [name, reached(type, own)]));
    const homeOf = (name: string) => {
        const takers = components.filter((component) => takenBy.get(component.name)!.has(name));
        return takers.length === 1 ? pageOf(takers[0]!.name) : sharedPage;
    };
    const sectionsOn = (page: string) =>
        [...own]
            .filter(([name]) => homeOf(name) === page)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, type]) => typeSection(name, type, linksFrom(page)));
    const linksFrom = (page: string) => (name: string) =>
        !own.has(name)
            ? `[${name}](https://kubernetes.io/docs/reference/kubernetes-api/)`
            : `[${name}](${homeOf(name) === page ? "" : homeOf(name)}#${name.toLowerCase()})`;

    const pages = {
        "README.md": index(components),
        ...Object.fromEntries(
            components.map(({ name, type }) => [
                pageOf(name),
                [
                    ...componentSections(name, type, linksFrom(pageOf(name))),
                    "## Types",
                    ...sectionsOn(pageOf(name)),
                ].join("\n\n"),
            ]),
        ),
        [sharedPage]: ["# Types that several components take", ...sectionsOn(sharedPage)].join(
            "\n\n",
        ),
    };
    const options = { ...(await resolveConfig(referenceDir)), parser: "markdown" };
    return Object.fromEntries(
        await Promise.all(
            Object.entries(pages).map(
                async ([file, text]) => [file, await format(text, options)] as const,
            ),
        ),
    );
}

/** The names of the own types that a type leads to. */
function reached(type: Type, own: Map<string, Type>, found = new Set<string>()): Set<string> {
    const properties = [type.inputProperties, type.properties].flatMap((one) =>
        Object.values(one ?? {}),
    );
    for (const property of properties) {
        const name = referenceIn(property);
        if (name !== undefined && own.has(name) && !found.has(name)) {
            found.add(name);
            reached(own.get(name)!, own, found);
        }
    }
    return found;
}

function referenceIn(property: Property): string | undefined {
    const inner = property.items ?? property.additionalProperties;
    return inner ? referenceIn(inner) : property.$ref?.match(/^#\/types\/.*:(\w+)$/)?.[1];
}

type Link = (name: string) => string;

function typeText(property: Property, link: Link): string {
    if (property.items) {
        return `list of ${typeText(property.items, link)}`;
    }
    if (property.additionalProperties) {
        return `map of ${typeText(property.additionalProperties, link)}`;
    }
    const name = referenceIn(property);
    if (name !== undefined) {
        return link(name);
    }
    return property.$ref === undefined ? property.type! : "anything";
}

/** What it means, and behind it what counts where it is left out. */
function partsOf(description = ""): { meaning: string; fallback: string } {
    const text = description.replace(/\n/g, " ");
    const at = text.search(/\bDefaults to |\bWith `capacity` it defaults to /);
    return at < 0
        ? { meaning: text, fallback: "" }
        : { meaning: text.slice(0, at).trim(), fallback: text.slice(at) };
}

function componentSections(name: string, type: Type, link: Link): string[] {
    const required = type.requiredInputs ?? [];
    return [
        `# ${name}`,
        type.description!.replace(/\n/g, " "),
        "## Arguments",
        ...Object.entries(type.inputProperties ?? {})
            .sort(([a], [b]) => Number(required.includes(b)) - Number(required.includes(a)))
            .flatMap(([argument, property]) => {
                const { meaning, fallback } = partsOf(property.description);
                const kind = typeText(property, link);
                return [
                    `### ${argument}`,
                    `_${kind}${required.includes(argument) ? ", required" : ""}_`,
                    meaning,
                    fallback,
                ];
            })
            .filter((text) => text !== ""),
        "## Outputs",
        ...lines(type.properties ?? {}, [], link),
    ];
}

function typeSection(name: string, type: Type, link: Link): string {
    const values = (type.enum ?? []).map(({ value, description }) =>
        description === undefined ? `- \`${value}\`` : `- \`${value}\`: ${description}`,
    );
    return [
        `### ${name}`,
        ...(type.description === undefined ? [] : [type.description.replace(/\n/g, " ")]),
        ...(values.length > 0 ? [values.join("\n")] : []),
        ...lines(type.properties ?? {}, type.required ?? [], link),
    ].join("\n\n");
}

function lines(properties: { [name: string]: Property }, required: string[], link: Link): string[] {
    const items = Object.entries(properties).map(([name, property]) => {
        const kind = typeText(property, link);
        const text = property.description?.replace(/\n/g, " ");
        return `- \`${name}\` _${kind}${required.includes(name) ? ", required" : ""}_: ${text}`;
    });
    return items.length > 0 ? [items.join("\n")] : [];
}

function index(components: { name: string; type: Type }[]): string {
    return [
        "# Reference",
        "Every argument and output of the components: what it is, its limits, and what counts where it is left out. In a " +
            "stack file the arguments have the same names: see [Configuration](../configuration.md).",
        components
            .map(
                ({ name, type }) =>
                    `- [${name}](${pageOf(name)}): ${type.description!.replace(/\n/g, " ").split(/(?<=\.) /)[0]}`,
            )
            .join("\n"),
        `- [Types that several components take](${sharedPage})`,
        "The doc comments of the sources are what these pages are made from, by `npm run schema`. Editors show the same.",
    ].join("\n\n");
}
