import { gunzipSync, gzipSync } from "node:zlib";

/** Above this many characters a record is compressed: Kubernetes takes 262,144 bytes of annotations for one object. */
const compressedFrom = 32 * 1024;

/** The text of an annotation in which something is kept for later changes to be compared with. */
export function recordText(value: object): string {
    const json = JSON.stringify(value);
    return json.length < compressedFrom ? json : gzipSync(json).toString("base64");
}

/** What an annotation keeps. JSON begins with a bracket, and base64 never does. */
export function readRecord(text: string): unknown {
    const json = /^[[{]/.test(text) ? text : gunzipSync(Buffer.from(text, "base64")).toString();
    return JSON.parse(json);
}
