import type { PropertyChange } from "../changes/propertyChange";
import { clip, type ShownValue } from "../changes/propertyValue";
import { codeSpan } from "./markdown";

const mostChanges = 6;
const longestValue = 60;
const words = {
    absent: "(none)",
    secret: "(secret)",
    hidden: "(hidden)",
    unknown: "(known after up)",
};

/** The changes of one resource on one line of Markdown: `replicas` 2 → 3, ... */
export function changesInline(changes: PropertyChange[]): string {
    const shown = changes.slice(0, mostChanges).map(changeInline);
    const more = changes.length - shown.length;
    return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function changeInline(change: PropertyChange): string {
    const path = codeSpan(shortPath(change.label));
    if (change.before.is === change.after.is && change.before.is !== "value") {
        return `${path} ${word(change.after)}`;
    }
    if (change.lines) {
        const { removed, added } = change.lines;
        return `${path} ${removed.length} lines → ${added.length} lines`;
    }
    const [before, after] = pair(change.before, change.after);
    return `${path} ${before} → ${after}`;
}

/** The part of a path that tells properties apart for a reader. */
function shortPath(path: string): string {
    return path
        .replace(/^spec\.(?=.)/, "")
        .replace(/^(jobTemplate\.spec\.)?template\.spec\.(?=.)/, "");
}

// Of an image that only changes its tag, the new value is the tag.
function pair(before: ShownValue, after: ShownValue): [string, string] {
    if (before.is === "value" && after.is === "value") {
        const [repository] = /^[\w./-]+(?=:[\w.-]+$)/.exec(before.text) ?? [];
        if (repository && after.text.startsWith(`${repository}:`)) {
            return [word(before), codeSpan(after.text.slice(repository.length))];
        }
    }
    return [word(before), word(after)];
}

function word(value: ShownValue): string {
    return value.is === "value" ? simple(short(value.text)) : words[value.is];
}

// Of a digest, its start tells it apart.
function short(text: string): string {
    return /^[0-9a-f]{32,}$/.test(text) ? clip(text, 13) : clip(text, longestValue);
}

// Numbers and truth values read better bare.
function simple(text: string): string {
    return /^(-?\d+(\.\d+)?|true|false)$/.test(text) ? text : codeSpan(text);
}
