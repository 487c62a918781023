import { sortedBy } from "../changes/sortedBy";
import type { Action, ResourceChange, StackPreview } from "../changes/stackPreview";
import { kindOf } from "../events/urn";
import { codeSpan } from "./markdown";
import { changesInline } from "./shownChange";
import { forcing } from "./verdictLine";

const order: Action[] = [
    "delete",
    "replace",
    "discard",
    "update",
    "create",
    "import",
    "read",
    "refresh",
];

/** What goes away, or is made anew, and the property that forces it; one line each. */
export function destructiveLines({ resources }: StackPreview): string[] {
    return sorted(resources)
        .filter(isDestructive)
        .map((resource) => {
            const forced = forcing(resource);
            const why = forced.length ? `, forced by ${changesInline(forced)}` : "";
            return `- **${resource.action}** ${named(resource)}${why}${sequence(resource)}`;
        });
}

/** What is created, updated or otherwise kept, with the changed properties; one line each. */
export function constructiveLines({ resources, outputs, isNewStack }: StackPreview): string[] {
    const lines = sorted(resources)
        .filter((resource) => !isDestructive(resource))
        .map((resource) => {
            const changes = resource.action === "update" ? changesInline(resource.changes) : "";
            return `- ${resource.action} ${named(resource)}${changes ? `: ${changes}` : ""}`;
        });
    return outputs.length && !isNewStack
        ? [...lines, `- stack outputs: ${changesInline(outputs)}`]
        : lines;
}

function isDestructive({ action }: ResourceChange): boolean {
    return action === "delete" || action === "replace" || action === "discard";
}

function sequence({ action, deletedFirst }: ResourceChange): string {
    if (action !== "replace") {
        return "";
    }
    return deletedFirst
        ? "; deleted first, then created again"
        : "; created first, then the old one is deleted";
}

function named({ type, name }: ResourceChange): string {
    return `${kindOf(type)} ${codeSpan(name)}`;
}

function sorted(resources: ResourceChange[]): ResourceChange[] {
    const key = ({ action, type, name, urn }: ResourceChange) =>
        [String(order.indexOf(action)), kindOf(type), name, urn].join("\u0000");
    return sortedBy(resources, key);
}
