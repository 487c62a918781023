import type { StackPreview } from "../changes/stackPreview";
import { codeSpan } from "./markdown";
import { resourceLabel, urnLabel } from "./resourceLabel";
import { changesInline } from "./shownChange";

/** What a refresh found to be other than the state says, one line each: what is recorded, and what is there. */
export function driftLines({ drift }: StackPreview): string[] {
    return drift.map(({ isGone, changes, ...resource }) =>
        isGone
            ? `- ${resourceLabel(resource)} is gone`
            : `- ${resourceLabel(resource)}: ${changesInline(changes)}`,
    );
}

/** What policies made of the program's resources, one line for each policy and resource. */
export function remediationLines({ remediations }: StackPreview): string[] {
    return remediations.map(
        ({ policy, urn, changes }) =>
            `- ${urnLabel(urn)}: ${changesInline(changes)}, by ${codeSpan(policy)}`,
    );
}

/** What happens to resources themselves; Markdown, one sentence each. */
export function noteLines({ notes }: StackPreview): string[] {
    return notes.map(({ formerName, is, ...resource }) =>
        formerName === undefined
            ? `${resourceLabel(resource)} is **${is}**: the next change may delete it.`
            : `${resourceLabel(resource)} is ${is}, so far ${codeSpan(formerName)}; the object stays.`,
    );
}
