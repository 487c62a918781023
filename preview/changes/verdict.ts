import { consentCode } from "./consent";
import type { Finding, ResourceChange, StackPreview } from "./stackPreview";

export type Status = "pass" | "warn" | "blocked" | "failed" | "unusable";

export interface VerdictOptions {
    /** Lets every loss of data pass with a warning, whatever is lost. */
    allowDataLoss: boolean;
    /** Codes of losses that were agreed on; each is good for one commit and its resources. */
    consents?: readonly string[];
    /** The commit that is previewed. */
    commit?: string;
}

const worst: Status[] = ["pass", "warn", "blocked", "failed", "unusable"];
/** Changes that lose messages or other data, or take every broker down at once. */
export function dataLosses(preview: StackPreview): ResourceChange[] {
    return preview.resources.filter(({ dataLoss }) => dataLoss !== undefined);
}

/** Whether someone agreed to what this stack loses by this commit. */
export function isLossAllowed(
    preview: StackPreview,
    { allowDataLoss, consents = [], commit }: VerdictOptions,
): boolean {
    return (
        allowDataLoss || (commit !== undefined && consents.includes(consentCode(preview, commit)))
    );
}

export function statusOf(preview: StackPreview, options: VerdictOptions): Status {
    const losses = dataLosses(preview).length;
    if (preview.problems.length || preview.outcome === "incomplete") {
        return "unusable";
    }
    if (preview.outcome !== "succeeded") {
        return "failed";
    }
    if (findingsAt(preview, "mandatory").length || (losses && !isLossAllowed(preview, options))) {
        return "blocked";
    }
    return losses || findingsAt(preview, "advisory").length ? "warn" : "pass";
}

export function findingsAt(preview: StackPreview, level: Finding["level"]): Finding[] {
    return preview.findings.filter((finding) => finding.level === level);
}

export function worstOf(statuses: Status[]): Status {
    return statuses.reduce((a, b) => (worst.indexOf(b) > worst.indexOf(a) ? b : a), "pass");
}

export function exitCode(status: Status): number {
    const codes: { [status in Status]: number } = {
        pass: 0,
        warn: 0,
        blocked: 1,
        failed: 1,
        unusable: 2,
    };
    return codes[status];
}
