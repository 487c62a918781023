import { lineDifference } from "./lineDifference";
import type { PropertyChange } from "./propertyChange";
import { secret, type ShownValue } from "./propertyValue";
import type { StackPreview } from "./stackPreview";

/** These say what something is, in words of the engine and of ours: no text of a program is in them. */
const fixed = new Set([
    ...["action", "is", "level", "outcome", "pack", "policies", "policy", "policyPacks"],
    ...["severity", "stack", "type", "dataLoss"],
]);

/** The preview as it may be shown: every text in it goes through `shown`, names and descriptions, too. */
export function redactPreview(
    preview: StackPreview,
    shown: (text: string) => string,
): StackPreview {
    const redacted = (value: unknown): unknown => {
        if (typeof value === "string") {
            return shown(value);
        }
        if (Array.isArray(value)) {
            return value.map(redacted);
        }
        if (typeof value !== "object" || value === null) {
            return value;
        }
        const entries = Object.entries(value).map(
            ([key, part]) => [key, fixed.has(key) ? (part as unknown) : redacted(part)] as const,
        );
        const copy: object = Object.fromEntries(entries);
        return isChange(value) ? compared(value, copy as PropertyChange) : copy;
    };
    return redacted(preview) as StackPreview;
}

function isChange(value: object): value is PropertyChange {
    return "before" in value && "after" in value && "label" in value;
}

/** Two texts that differ in nothing but what is hidden are secrets to the reader. */
function compared(original: PropertyChange, change: PropertyChange): PropertyChange {
    const [before, after] = [textOf(change.before), textOf(change.after)];
    if (before === undefined || after === undefined) {
        return change;
    }
    const isHidden = before === after && textOf(original.before) !== textOf(original.after);
    return isHidden
        ? { ...change, before: secret, after: secret }
        : { ...change, ...lineDifference(before, after) };
}

function textOf(value: ShownValue): string | undefined {
    return value.is === "value" ? value.text : undefined;
}
