import type { AnalyzedResource } from "./analysis";

interface StateResource {
    urn: string;
    type: string;
    inputs?: object;
    outputs?: object;
    delete?: boolean;
}

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine puts in the place of a text that is not known yet. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The resources in the output of `pulumi stack export`, without those that wait for deletion. */
export function exportedResources(text: string): AnalyzedResource[] {
    const state = JSON.parse(text) as { deployment?: { resources?: StateResource[] } };
    const resources = state.deployment?.resources;
    if (!Array.isArray(resources)) {
        throw new Error("it has no deployment.resources: write it with pulumi stack export --file");
    }
    return resources
        .filter((resource) => !resource.delete)
        .map(({ urn, type, inputs = {}, outputs }) => ({
            urn,
            type,
            name: urn.split("::").slice(3).join("::"),
            inputs: readable(inputs) as object,
            outputs: readable(outputs ?? inputs) as object,
        }));
}

/** Secrets that the export shows are opened; those that it encrypts are values that are not known. */
function readable(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(readable);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const record = value as { [key: string]: unknown };
    if (record[signature] === secretSignature) {
        return typeof record["plaintext"] === "string"
            ? readable(JSON.parse(record["plaintext"]))
            : unknownText;
    }
    return Object.fromEntries(Object.entries(record).map(([key, entry]) => [key, readable(entry)]));
}
