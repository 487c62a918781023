import type { Finding, ResourceChange, StackPreview } from "./stackPreview";

export type Status = "pass" | "warn" | "blocked" | "failed" | "unusable";

export interface VerdictOptions {
    /** Lets changes that delete or replace what holds data pass with a warning. */
    allowDataLoss: boolean;
}

const worst: Status[] = ["pass", "warn", "blocked", "failed", "unusable"];
const holdsData =
    /^kubernetes:(apps\/v1:StatefulSet|core\/v1:(PersistentVolumeClaim|PersistentVolume|Namespace))$/;

/** Deletes and replacements of what holds messages, or takes every broker down at once. */
export function dataLosses(preview: StackPreview): ResourceChange[] {
    return preview.resources.filter(
        ({ action, type }) => (action === "delete" || action === "replace") && holdsData.test(type),
    );
}

export function statusOf(preview: StackPreview, { allowDataLoss }: VerdictOptions): Status {
    const losses = dataLosses(preview).length;
    if (preview.problems.length || preview.outcome === "incomplete") {
        return "unusable";
    }
    if (preview.outcome !== "succeeded") {
        return "failed";
    }
    if (of(preview, "mandatory").length || (losses && !allowDataLoss)) {
        return "blocked";
    }
    return losses || of(preview, "advisory").length ? "warn" : "pass";
}

export function of(preview: StackPreview, level: Finding["level"]): Finding[] {
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
