/** A code span that shows the text as it is, whatever backticks, pipes or line breaks it holds. */
export function codeSpan(text: string): string {
    const line = text.replace(/\s+/g, " ").trim() || " ";
    const fence = "`".repeat(longestRun(line, "`") + 1);
    const pad = fence.length > 1 || line.startsWith("`") || line.endsWith("`") ? " " : "";
    return `${fence}${pad}${line}${pad}${fence}`;
}

/** Nothing to see, but between these two halves no code host finds a mention, a reference or a link. */
const seam = "\u200b";

/** Plain text that no Markdown or HTML reads anything into, and that mentions nobody and refers to nothing. */
export function plainText(text: string): string {
    return text
        .replace(/@(?=\w)|:(?=\/\/)|\b(?:GH|gh)-(?=\d)|[#!$%&](?=\d)/g, `$&${seam}`)
        .replace(/[\\*_[\]~#|`]/g, "\\$&")
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replace(/[ \t]*[\r\n]\s*/g, "<br>");
}

/** A code span inside a table cell: there a pipe ends the cell even in code. */
export function cell(markdown: string): string {
    return markdown.replace(/(?<!\\)\|/g, "\\|").replace(/[\r\n]+/g, "<br>");
}

/** Text in quotes or backticks is code in a rule's message; the rest is plain. */
export function messageText(text: string): string {
    return text
        .split(/(`[^`\n]+`)/)
        .map((part, i) => (i % 2 ? codeSpan(part.slice(1, -1)) : plainText(part)))
        .join("");
}

/** The fence of a code block that the given texts cannot close. */
export function fenceFor(texts: string[]): string {
    return "`".repeat(Math.max(3, 1 + Math.max(0, ...texts.map((text) => longestRun(text, "`")))));
}

function longestRun(text: string, char: string): number {
    let longest = 0;
    let run = 0;
    for (const c of text) {
        run = c === char ? run + 1 : 0;
        longest = Math.max(longest, run);
    }
    return longest;
}
