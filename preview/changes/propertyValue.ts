import { isSecret, plainValue, unknownValue } from "../../redaction/engineValue";
import type { PropertyPath } from "./propertyPath";

/** What may be shown of a property value. */
export type ShownValue =
    | { is: "absent" }
    | { is: "secret" }
    | { is: "unknown" }
    | { is: "hidden" }
    | { is: "value"; text: string };

export const secret: ShownValue = { is: "secret" };
export const absent: ShownValue = { is: "absent" };
export const hidden: ShownValue = { is: "hidden" };
export const unknown: ShownValue = { is: "unknown" };

export function isUnknown(value: unknown): boolean {
    return value === unknownValue;
}

/** The plain texts inside a secret, which only `--show-secrets` puts into a stream. */
export function plainTexts(value: unknown): string[] {
    return isSecret(value) ? leafTexts(plainValue(value)) : [];
}

function leafTexts(value: unknown): string[] {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).flatMap(leafTexts);
    }
    return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

export function isRecord(value: unknown): value is { [key: string]: unknown } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value where it is a record that may be read, otherwise an empty one. */
export function recordOf(value: unknown): { [key: string]: unknown } {
    return isRecord(value) && !isSecret(value) ? value : {};
}

/** The items of a list that may be read, otherwise none. */
export function listOf(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [];
}

/** The value at a path; a secret or unknown on the way there stands for all that is below it. */
export function valueAt(root: unknown, path: PropertyPath): unknown {
    let value = root;
    for (const key of path) {
        if (isSecret(value) || isUnknown(value)) {
            return value;
        }
        if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) {
            return undefined;
        }
        value = (value as { [key: string | number]: unknown })[key];
    }
    return value;
}

export function show(value: unknown): ShownValue {
    if (value === undefined) {
        return absent;
    }
    if (isSecret(value)) {
        return secret;
    }
    if (isUnknown(value)) {
        return unknown;
    }
    return { is: "value", text: textOf(value) };
}

// What is inside an object is told leaf by leaf, where secrets can be told apart; never in one text.
function textOf(value: unknown): string {
    if (typeof value === "object" && value !== null && Object.keys(value).length) {
        return Array.isArray(value) ? "[…]" : "{…}";
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}

export function clip(text: string, length: number): string {
    if (text.length <= length) {
        return text;
    }
    // A cut between the halves of a surrogate pair would leave a character that is none.
    const end = /[\uD800-\uDBFF]/.test(text[length - 2] ?? "") ? length - 2 : length - 1;
    return `${text.slice(0, end)}…`;
}
