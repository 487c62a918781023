import { plural } from "./plural";
import type { Section } from "./section";

const noteRoom = 600;

/** The sections, one after the other, in at most `limit` characters; what does not fit is named at the end. */
export function fitComment(sections: Section[], foot: string[], limit: number): string {
    const end = foot.join("\n");
    const blocks: string[] = [];
    const leftOut: string[] = [];
    let room = limit - end.length - noteRoom;
    for (const section of sections.filter((s) => s.lines.length)) {
        const frame = [...section.head, ...section.tail].join("\n").length + 3;
        const kept = fitting(section.lines, room - frame);
        if (kept < section.lines.length) {
            leftOut.push(plural(section.lines.length - kept, section.noun));
        }
        if (kept) {
            const block = [...section.head, ...section.lines.slice(0, kept), ...section.tail].join(
                "\n",
            );
            blocks.push(block);
            room -= block.length + 2;
        }
    }
    return [...blocks, ...note(leftOut), end].join("\n\n");
}

function fitting(lines: string[], room: number): number {
    let used = 0;
    const end = lines.findIndex((line) => (used += line.length + 1) > room);
    return end < 0 ? lines.length : end;
}

function note(leftOut: string[]): string[] {
    return leftOut.length ? [`**Truncated to fit:** ${leftOut.join(", ")}.`] : [];
}
