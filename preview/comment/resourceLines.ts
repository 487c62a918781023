import { sortedBy } from "../changes/sortedBy";
import type { ResourceChange, StackPreview } from "../changes/stackPreview";
import type { Action } from "../events/action";
import { codeSpan, plainText } from "./markdown";
import { resourceLabel } from "./resourceLabel";
import { changesInline } from "./shownChange";
import { forcing } from "./verdictLine";

const order: Action[] = [
    "delete",
    "replace",
    "forget",
    "discard",
    "update",
    "create",
    "import",
    "read",
];
/** More resources than these are told by kind. */
const mostCreates = 10;
const mostNames = 30;

/** What goes away, or is made anew, and the property that forces it; one line each. */
export function destructiveLines({ resources }: StackPreview): string[] {
    return sorted(resources)
        .filter(isDestructive)
        .map((resource) => {
            const forced = forcing(resource);
            const why = forced.length ? `, forced by ${changesInline(forced)}` : "";
            return `- **${resource.action}** ${resourceLabel(resource)}${why}${sequence(resource)}`;
        });
}

/** What is created, updated or otherwise kept, with the changed properties; one line each. */
export function constructiveLines(preview: StackPreview): string[] {
    const { resources, outputs, isNewStack } = preview;
    const isGrouped = hasManyCreates(preview);
    const lines = sorted(resources)
        .filter((resource) => !isDestructive(resource))
        .filter(({ action }) => !(isGrouped && action === "create"))
        .map((resource) => {
            const changes = resource.action === "update" ? changesInline(resource.changes) : "";
            return `- ${resource.action} ${resourceLabel(resource)}${changes ? `: ${changes}` : ""}`;
        });
    return outputs.length && !isNewStack
        ? [...lines, `- stack outputs: ${changesInline(outputs)}`]
        : lines;
}

export function hasManyCreates({ resources }: StackPreview): boolean {
    return resources.filter(({ action }) => action === "create").length > mostCreates;
}

/** What is created, one line for each kind, where there is too much of it for one line each. */
export function groupedCreateLines(preview: StackPreview): string[] {
    const kinds = new Map<string, ResourceChange[]>();
    for (const resource of hasManyCreates(preview) ? sorted(preview.resources) : []) {
        if (resource.action === "create") {
            kinds.set(resource.kind, [...(kinds.get(resource.kind) ?? []), resource]);
        }
    }
    return [...kinds].map(([kind, resources]) => {
        const names = resources.slice(0, mostNames).map(({ name }) => codeSpan(name));
        const more = resources.length - names.length;
        const all = [...names, ...(more > 0 ? [`${more} more`] : [])].join(", ");
        return `- ${plainText(kind)} (${resources.length}): ${all}`;
    });
}

function isDestructive({ action }: ResourceChange): boolean {
    return /^(delete|replace|forget|discard)$/.test(action);
}

function sequence({ action, deletedFirst, isRetained }: ResourceChange): string {
    if (action === "forget") {
        return ": it stays where it is, no longer managed (`retainOnDelete`)";
    }
    if (action !== "replace") {
        return "";
    }
    if (isRetained) {
        return "; created anew, and the old one stays (`retainOnDelete`)";
    }
    return deletedFirst
        ? "; deleted first, then created again"
        : "; created first, then the old one is deleted";
}

function sorted(resources: ResourceChange[]): ResourceChange[] {
    const key = ({ action, kind, name, urn }: ResourceChange) =>
        [String(order.indexOf(action)), kind, name, urn].join("\u0000");
    return sortedBy(resources, key);
}
