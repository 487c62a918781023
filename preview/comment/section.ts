import { plural } from "./plural";

/** A part of the comment: it is truncated from its last line on where it does not fit. */
export interface Section {
    /** What a line is, in the singular, for the summary and for the note on what was truncated. */
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
