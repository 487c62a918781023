import { kindOf, resourceName, resourceType } from "../events/urn";
import { codeSpan, plainText } from "./markdown";

/** A resource as a reader knows it: its kind, and its name as code. */
export function resourceLabel({ kind, name }: { kind: string; name: string }): string {
    return `${plainText(kind)} ${codeSpan(name)}`;
}

/** The same by its URN alone; nothing where there is none. */
export function urnLabel(urn: string): string {
    return urn ? resourceLabel({ kind: kindOf(resourceType(urn)), name: resourceName(urn) }) : "";
}
