import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGunzip, gunzipSync } from "node:zlib";

import { readPreview, type StreamOptions } from "../../preview/changes/readPreview";
import type { StackPreview } from "../../preview/changes/stackPreview";

/** Recorded with the real engine; `official...` with the official plugins, the others with the local platform's. */
export const fixtures = [
    "create",
    "update",
    "rotation",
    "replace",
    "delete",
    "violation",
    "programError",
    "noChange",
    "resources500",
    "officialCreate",
    "officialUpdate",
] as const;

/** Of one kind each: recorded with the real engine, and put together for what is hard to record. */
type Kind =
    | "refresh"
    | "refreshOnly"
    | "import"
    | "rename"
    | "unprotect"
    | "retain"
    | "outputs"
    | "target"
    | "refreshUpdate"
    | "dropped"
    | "remedy"
    | "shift"
    | "nestedSecretName";
export type Fixture = (typeof fixtures)[number] | Kind;

export function fixturePath(name: Fixture): string {
    return join(__dirname, "fixtures", `${name}.jsonl.gz`);
}

export function fixtureText(name: Fixture): string {
    return gunzipSync(readFileSync(fixturePath(name))).toString();
}

const read = new Map<string, Promise<StackPreview>>();

export function fixturePreview(name: Fixture, stack = "prod"): Promise<StackPreview> {
    const key = `${stack}/${name}`;
    const preview =
        read.get(key) ??
        readPreview(stack, createReadStream(fixturePath(name)).pipe(createGunzip()));
    read.set(key, preview);
    return preview;
}

/** The preview that a stream of these lines gives; what is no text is written as JSON. */
export function previewOf(
    lines: unknown[],
    stack = "prod",
    options: StreamOptions = {},
): Promise<StackPreview> {
    const text = lines
        .map((line) => (line === summary ? countedSummary(lines) : line))
        .map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
    return readPreview(stack, Readable.from([text.join("\n")]), options);
}

/** The last event but one of a preview that ended well; `previewOf` adds what the engine would have counted. */
export const summary = { summaryEvent: { isPreview: true, result: "succeeded" } };

function countedSummary(lines: unknown[]): object {
    const resourceChanges: { [operation: string]: number } = {};
    for (const line of lines) {
        const { resourcePreEvent } = line as { resourcePreEvent?: { metadata: { op: string } } };
        const op = resourcePreEvent?.metadata.op;
        if (op) {
            resourceChanges[op] = (resourceChanges[op] ?? 0) + 1;
        }
    }
    return { summaryEvent: { ...summary.summaryEvent, resourceChanges } };
}
