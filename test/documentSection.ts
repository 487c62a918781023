import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** With this variable set, a run writes what it has seen into the docs. */
export const writesDocs = process.env["QUEUE_WORKLOADS_WRITE_DOCS"] !== undefined;

/** Puts a section into a document of Markdown: in place of that with the same heading, or at the end. */
export function writeSection(
    document: string,
    { heading, body, introduction = "" }: { heading: string; body: string; introduction?: string },
): void {
    const before = existsSync(document) ? readFileSync(document, "utf8") : introduction;
    const section = `## ${heading}\n\n${body.trim()}\n`;
    const parts = before.split(/^(?=## )/m).map((part) => part.trim());
    const at = parts.findIndex((part) => part.startsWith(`## ${heading}\n`));
    const all = at < 0 ? [...parts, section] : parts.map((part, i) => (i === at ? section : part));
    writeFileSync(document, `${all.map((part) => part.trim()).join("\n\n")}\n`);
}
