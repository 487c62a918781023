import type { PropertyChange } from "../changes/propertyChange";
import { clip, type ShownValue } from "../changes/propertyValue";
import type { ResourceChange, StackPreview } from "../changes/stackPreview";

const longestLine = 200;

/** Every change of a stack as lines of a diff. */
export function fullDiff(preview: StackPreview): string[] {
    const outputs = preview.outputs.flatMap(changeLines);
    return [
        ...preview.resources.filter((r) => r.action !== "read").flatMap(resourceLines),
        ...(outputs.length ? ["@@ stack outputs @@", ...outputs] : []),
    ];
}

function resourceLines({ action, type, name, changes }: ResourceChange): string[] {
    return [`@@ ${action} ${oneLine(type)} ${oneLine(name)} @@`, ...changes.flatMap(changeLines)];
}

function changeLines({ label, before, after, lines, forcesReplacement }: PropertyChange): string[] {
    const told = `  ${oneLine(label)}:`;
    const why = forcesReplacement ? "  # forces replacement" : "";
    if (lines) {
        return [
            `${told}${why}`,
            ...lines.removed.map((line) => `-     ${clip(line, longestLine)}`),
            ...lines.added.map((line) => `+     ${clip(line, longestLine)}`),
        ];
    }
    return [
        ...(before.is === "absent" ? [] : [`-${told} ${word(before)}${why}`]),
        ...(after.is === "absent" ? [] : [`+${told} ${word(after)}${why}`]),
    ];
}

function word(value: ShownValue): string {
    const words = {
        absent: "",
        secret: "[secret]",
        hidden: "[hidden]",
        unknown: "[known after up]",
    };
    return value.is === "value" ? oneLine(clip(value.text, longestLine)) : words[value.is];
}

function oneLine(text: string): string {
    return text.replace(/\r\n?|\n/g, "\\n");
}
