import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parseEvent } from "./parseEvent";
import { PreviewCollector } from "./previewCollector";
import type { InputProblem, StackPreview } from "./stackPreview";

/** Reads the events of one stack line by line; what is wrong with the stream is told in `problems`. */
export async function readPreview(stack: string, file: string): Promise<StackPreview> {
    const collector = new PreviewCollector(stack);
    const problems = new Map<string, number[]>();
    const report = (message: string, line?: number) => {
        const lines = problems.get(message) ?? [];
        problems.set(message, lines);
        if (line !== undefined) {
            lines.push(line);
        }
    };
    let [line, known, ended] = [0, 0, false];
    try {
        for await (const text of createInterface({
            input: createReadStream(file),
            crlfDelay: Infinity,
        })) {
            line += 1;
            if (!text.trim()) {
                continue;
            }
            const { event, ignored, problems: found } = parseEvent(text);
            found.forEach((message) => report(message, line));
            known += event || ignored ? 1 : 0;
            ended ||= event?.kind === "summaryEvent";
            if (event) {
                collector.add(event);
            }
        }
    } catch (error) {
        report(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!ended) {
        report(known ? truncated : empty);
    }
    return collector.finish(
        [...problems].map(([message, lines]): InputProblem => ({ lines, message })),
    );
}

const empty =
    "is empty: the preview ended before its first event; look at what `pulumi preview` printed on standard error";
const truncated =
    "has no summaryEvent: it was truncated, or the preview was killed before it ended";
