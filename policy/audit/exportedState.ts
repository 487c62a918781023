import { isSecret, plainValue, unknownValue } from "../../redaction/engineValue";
import type { AnalyzedResource } from "./analysis";

interface StateResource {
    urn: string;
    type: string;
    inputs?: object;
    outputs?: object;
    delete?: boolean;
}

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
    if (isSecret(value)) {
        const plain = plainValue(value);
        return plain === undefined ? unknownValue : readable(plain);
    }
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, readable(entry)]));
}
