import type { PropertyChange } from "./propertyChange";
import type { ShownValue } from "./propertyValue";
import { textReplacer } from "./redaction";
import type { StackPreview } from "./stackPreview";

/** The preview with the given texts replaced wherever a value or a message is shown. */
export function withoutTexts(
    preview: StackPreview,
    replacements: ReadonlyMap<string, string>,
): StackPreview {
    const replace = textReplacer(replacements);
    const value = (shown: ShownValue): ShownValue =>
        shown.is === "value" ? { ...shown, text: replace(shown.text) } : shown;
    const change = (told: PropertyChange): PropertyChange => ({
        ...told,
        before: value(told.before),
        after: value(told.after),
        ...(told.lines && {
            lines: {
                removed: told.lines.removed.map(replace),
                added: told.lines.added.map(replace),
            },
        }),
    });
    const message = <T extends { message: string }>(told: T): T => ({
        ...told,
        message: replace(told.message),
    });
    return {
        ...preview,
        resources: preview.resources.map((r) => ({ ...r, changes: r.changes.map(change) })),
        outputs: preview.outputs.map(change),
        findings: preview.findings.map(message),
        errors: preview.errors.map(message),
        warnings: preview.warnings.map(message),
    };
}
