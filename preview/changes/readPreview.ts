import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

import { parseEvent } from "../events/parseEvent";
import { isNoise } from "./noise";
import { PreviewCollector, type ReadOptions } from "./previewCollector";
import type { StackPreview } from "./stackPreview";

export interface StreamOptions extends ReadOptions {
    /** What the CLI printed on standard error, for a preview that ended early. */
    stderr?: () => Promise<string>;
}

/** Reads the events of one stack line by line; what is wrong with the stream is told in `problems`. */
export async function readPreview(
    stack: string,
    input: Readable,
    { stderr = () => Promise.resolve(""), ...options }: StreamOptions = {},
): Promise<StackPreview> {
    const collector = new PreviewCollector(stack, options);
    try {
        const lines = await readLines(collector, input);
        if (!collector.isEnded) {
            endedEarly(collector, lines, await stderr());
        }
    } catch (error) {
        collector.report(
            `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        );
    }
    return collector.finish();
}

async function readLines(collector: PreviewCollector, input: Readable): Promise<number> {
    let lines = 0;
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
        lines += 1;
        if (text.trim()) {
            const { event, problems } = parseEvent(text);
            problems.forEach((problem) => collector.report(problem, lines));
            if (event) {
                collector.add(event);
            }
        }
    }
    return lines;
}

// The CLI tells on standard error what stopped it before the engine could.
function endedEarly(collector: PreviewCollector, lines: number, stderr: string): void {
    const told = stderr.split("\n").filter((line) => line.trim() && !isNoise(line));
    if (told.length) {
        collector.add({ kind: "errorEvent", event: { error: told.join("\n") } });
        return;
    }
    const look = "look at what `pulumi preview` printed on standard error";
    collector.report(
        lines
            ? `has no summaryEvent: it was truncated, or the preview ended early; ${look}`
            : `is empty: the preview ended before its first event; ${look}`,
    );
}
