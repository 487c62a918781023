import { clip } from "../changes/propertyValue";
import type { StackPreview } from "../changes/stackPreview";
import { fenceFor } from "./markdown";
import { urnLabel } from "./resourceLabel";

const longestError = 4000;

/** Why the preview failed: each error as a code block, and a word on what it means for the rest. */
export function errorBlocks({ errors, resources }: StackPreview, label: string): string[] {
    const blocks = errors.map(({ urn, message }) => {
        const text = clip(message, longestError);
        const fence = fenceFor([text]);
        const resource = urnLabel(urn);
        const head = [label, resource].filter(Boolean).join(" ");
        return [...(head ? [`${head}:`, ""] : []), `${fence}text`, text, fence].join("\n");
    });
    const isPartial = errors.length > 0 && resources.length > 0;
    return isPartial
        ? [...blocks, "\nWhat follows is only what the preview had found before it failed."]
        : blocks;
}
