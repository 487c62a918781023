import type { StepMetadata } from "../events/engineEvent";
import { kindOf, resourceName } from "../events/urn";
import type { ResourceNote } from "./stackPreview";

/** What a step does to the resource itself: the protection that it loses, the name that it changes. */
export function resourceNotes({ op, urn, type, old, new: planned }: StepMetadata): ResourceNote[] {
    if (!old || !planned || /^delete|^discard/.test(op)) {
        return [];
    }
    const told = { urn, kind: kindOf(type), name: resourceName(urn) };
    const formerName = old.urn ? resourceName(old.urn) : told.name;
    return [
        ...(old.protect && !planned.protect
            ? [{ ...told, is: "no longer protected" as const }]
            : []),
        ...(formerName === told.name ? [] : [{ ...told, is: "renamed" as const, formerName }]),
    ];
}
