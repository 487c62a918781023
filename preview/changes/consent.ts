import { createHash } from "node:crypto";

import type { StackPreview } from "./stackPreview";

const codeLength = 12;

/**
 * The code by which a person agrees to what a stack loses: of this commit, of these resources, and of what happens to
 * each of them. Whatever changes, it is another code.
 */
export function consentCode({ stack, resources }: StackPreview, commit: string): string {
    const losses = resources.flatMap(({ urn, dataLoss }) => (dataLoss ? [[urn, dataLoss]] : []));
    const text = JSON.stringify([commit, stack, losses.sort()]);
    return createHash("sha256").update(text).digest("hex").slice(0, codeLength);
}
