import { plural } from "./plural";

/** A part of the comment: its lines are left out from the last one on where there is no room. */
export interface Section {
    /** What a line is, in the singular, for the summary and for the note on those left out. */
    noun: string;
    head: string[];
    lines: string[];
    tail: string[];
}

export function titled(noun: string, title: string, lines: string[]): Section {
    return { noun, head: [title, ""], lines, tail: [] };
}

/** Closed until a reader opens it; the summary counts the lines unless it is given. */
export function collapsed(section: Section, summary?: string): Section {
    const shown = summary ?? plural(section.lines.length, section.noun);
    return {
        ...section,
        head: [`<details><summary>${shown}</summary>`, "", ...section.head],
        tail: [...section.tail, "", "</details>"],
    };
}
