import { parseAllDocuments } from "yaml";

import type { ExportedDefinitions } from "./exported";
import { checkedDefinitions, howToExport, isObject } from "./exported";
import type { Manifest } from "./manifest";

/** What a file holds: a broker's own export, or objects of Kubernetes. */
export interface Source {
    definitions: ExportedDefinitions[];
    manifests: Manifest[];
}

/** Throws an error that says what the file would have to be. */
export function parseSource(text: string): Source {
    const documents = parseDocuments(text).flatMap(itemsOf);
    return {
        manifests: documents.filter(isManifest),
        definitions: documents.filter((one) => !isManifest(one)).map(checkedDefinitions),
    };
}

/** An export can be large, and is read in a moment as JSON. */
function parseDocuments(text: string): unknown[] {
    try {
        return [JSON.parse(text)];
    } catch {
        const documents = parseAllDocuments(text);
        const error = [...documents].flatMap(({ errors }) => errors)[0];
        if (error) {
            throw new Error(`The file is neither JSON nor YAML: ${error.message}. ${howToExport}`);
        }
        return [...documents].map((one): unknown => one.toJS()).filter((one) => one !== null);
    }
}

/** `kubectl get` writes several objects as a list. */
function itemsOf(document: unknown): unknown[] {
    return isManifest(document) && Array.isArray(document.items) ? document.items : [document];
}

function isManifest(document: unknown): document is Manifest & { items?: unknown } {
    return isObject(document) && "apiVersion" in document && "kind" in document;
}
