import type { PropertyChange } from "../changes/propertyChange";
import type { ShownValue } from "../changes/propertyValue";
import type { ResourceChange, StackPreview } from "../changes/stackPreview";

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

function changeLines({ path, before, after, lines, forcesReplacement }: PropertyChange): string[] {
    const told = `  ${oneLine(path)}:`;
    const why = forcesReplacement ? "  # forces replacement" : "";
    if (lines) {
        return [
            `${told}${why}`,
            ...lines.removed.map((line) => `-     ${oneLine(line)}`),
            ...lines.added.map((line) => `+     ${oneLine(line)}`),
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
    return value.is === "value" ? oneLine(value.text) : words[value.is];
}

function oneLine(text: string): string {
    return text.replace(/\r\n?|\n/g, "\\n");
}
