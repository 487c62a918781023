import type { ErrorObject } from "ajv";

import { type EngineEvent, type EngineEventKind, ignoredKinds } from "./engineEvent";
import { validators } from "./engineEventSchema";

/** One line of the stream: an event, a known event that says nothing a reviewer needs, or what is wrong with it. */
export type ParsedLine = { event?: EngineEvent; ignored?: string; problems: string[] };

const frame = new Set(["sequence", "timestamp"]);
const ignored = new Set<string>(ignoredKinds);
const digest = new Set(["config", "steps", "changeSummary"]);

export function parseEvent(line: string): ParsedLine {
    let value: unknown;
    try {
        value = JSON.parse(line);
    } catch {
        return { problems: [notJson(line)] };
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return { problems: [`is ${jsonType(value)}, an engine event is an object`] };
    }
    const kinds = Object.keys(value).filter((key) => !frame.has(key));
    const kind = kinds[0];
    if (kind === undefined || kinds.length > 1) {
        return { problems: [notOneKind(kinds)] };
    }
    if (ignored.has(kind)) {
        return { ignored: kind, problems: [] };
    }
    if (!Object.hasOwn(validators, kind)) {
        return { problems: [`has the unknown event kind ${quote(kind)}; ${otherVersion}`] };
    }
    return checked(kind as EngineEventKind, (value as { [key: string]: unknown })[kind]);
}

const summaryNotEvents =
    "is the summary that `pulumi preview --json` prints, not engine events; set `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true`";
const otherVersion =
    "the stream is probably of a newer CLI version: update queue-workloads-preview";

function checked(kind: EngineEventKind, event: unknown): ParsedLine {
    const validate = validators[kind];
    if (validate(event)) {
        return { event: { kind, event } as EngineEvent, problems: [] };
    }
    return { problems: [...new Set((validate.errors ?? []).map((e) => invalid(kind, e)))] };
}

function invalid(kind: string, error: ErrorObject): string {
    const path = `${kind}${error.instancePath.replaceAll("/", ".")}`;
    const params = error.params as { allowedValues?: unknown[]; allowedValue?: unknown };
    const allowed = params.allowedValues ?? ("allowedValue" in params ? [params.allowedValue] : []);
    const value = typeof error.data === "object" ? jsonType(error.data) : quote(error.data);
    const expected = allowed.length
        ? `must be ${allowed.map((v) => JSON.stringify(v)).join(", ")}`
        : (error.message ?? "is not valid");
    return `has ${path} ${value}, which ${expected}; ${hint(path)}`;
}

function hint(path: string): string {
    return path.endsWith("isPreview")
        ? "record the stream with `pulumi preview`"
        : "the stream is probably of another CLI version";
}

function notJson(line: string): string {
    const start = line.trimStart();
    if (start.trimEnd() === "{") {
        return summaryNotEvents;
    }
    return /^[{[]/.test(start) && !/[}\]]\s*$/.test(line)
        ? "is cut off: it is not complete JSON; the stream was truncated"
        : "is not JSON; record the stream with `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json`";
}

function notOneKind(kinds: string[]): string {
    if (kinds.some((key) => digest.has(key))) {
        return summaryNotEvents;
    }
    return kinds.length
        ? `has ${kinds.length} event kinds (${kinds.slice(0, 3).map(quote).join(", ")}); an engine event has one`
        : "has no event kind";
}

function jsonType(value: unknown): string {
    if (value === null) {
        return "null";
    }
    return Array.isArray(value)
        ? "an array"
        : `a${typeof value === "object" ? "n" : ""} ${typeof value}`;
}

// Values of a stream that is not understood may be secret: only short, word-like ones are repeated.
function quote(value: unknown): string {
    const shown = JSON.stringify(value) ?? "undefined";
    return /^"?[\w.#-]{0,40}"?$/.test(shown) ? shown : jsonType(value);
}
