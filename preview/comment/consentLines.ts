import { consentCode } from "../changes/consent";
import type { StackPreview } from "../changes/stackPreview";
import { dataLosses, isLossAllowed, type VerdictOptions } from "../changes/verdict";
import { codeSpan } from "./markdown";

/** How to agree to what a stack loses; the code says what one agrees to. */
export function consentLines(preview: StackPreview, options: VerdictOptions): string[] {
    const { commit } = options;
    if (!commit || !dataLosses(preview).length || isLossAllowed(preview, options)) {
        return [];
    }
    const consent = codeSpan(`--consent ${consentCode(preview, commit)}`);
    return [
        `  - To agree to this loss, comment ${consent} and run the job again, or preview with it. It holds for this commit and these resources only.`,
    ];
}
