import type { PropertyChange } from "./propertyChange";

const mostLines = 40;

/** The lines that differ, where one of two texts has several; what both begin and end with is left out. */
export function lineDifference(before: string, after: string): Pick<PropertyChange, "lines"> {
    if (!/\n./.test(`${before} ${after}`)) {
        return {};
    }
    const [old, now] = [before.split("\n"), after.split("\n")];
    while (old.length && now.length && old[0] === now[0]) {
        old.shift();
        now.shift();
    }
    while (old.length && now.length && old.at(-1) === now.at(-1)) {
        old.pop();
        now.pop();
    }
    return { lines: { removed: shownLines(old), added: shownLines(now) } };
}

function shownLines(lines: string[]): string[] {
    const more = lines.length - mostLines;
    return more > 0 ? [...lines.slice(0, mostLines), `(${more} more lines)`] : lines;
}
