import type { CodeHost } from "./codeHost";
import { hiddenLine, hiddenText } from "./hiddenLine";
import { ownComment, type Published, write } from "./publishComment";

export interface OutcomePublication {
    marker: string;
    stack: string;
    /** What became of the change, in Markdown. */
    text: string;
}

const begin = "queue-workloads-outcome: ";
const end = "queue-workloads-outcome-end: ";

/** Writes what became of a stack's change above the preview of it, in the same comment. */
export async function publishOutcome(
    host: CodeHost,
    { marker, stack, text }: OutcomePublication,
): Promise<Published> {
    const existing = await ownComment(host, marker);
    const body = existing?.body.trimEnd() ?? marker;
    return write(host, existing, `${withOutcome(body, stack, text)}\n`);
}

/** The comment with a stack's outcome; outcomes of other stacks stay, an earlier one of the same stack goes. */
export function withOutcome(body: string, stack: string, text: string): string {
    const lines = body.split(/\r?\n/);
    const start = lines.findIndex((line) => hiddenText(line) === begin + stack);
    const stop = lines.findIndex((line) => hiddenText(line) === end + stack);
    const isThere = start >= 0 && stop > start;
    const at = isThere ? start : endOfOutcomes(lines);
    const block = [hiddenLine(begin + stack), text.trim(), hiddenLine(end + stack), ""];
    const rest = lines.slice(isThere ? stop + 1 : at);
    const after = rest[0] === "" ? rest.slice(1) : rest;
    return [...lines.slice(0, at), ...block, ...after].join("\n");
}

function endOfOutcomes(lines: string[]): number {
    const ends = lines.flatMap((line, i) => (hiddenText(line)?.startsWith(end) ? [i] : []));
    const last = ends.at(-1);
    return last === undefined ? 0 : lines[last + 1] === "" ? last + 2 : last + 1;
}
