import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

import { PreviewCollector } from "../changes/previewCollector";
import { parseEvent } from "../events/parseEvent";
import { AppliedSteps } from "./appliedSteps";
import type { Outcome } from "./outcome";

interface Summary {
    isPreview: boolean;
    result?: string;
    durationSeconds?: number;
    maybeCorrupt?: boolean;
}

const planViolation =
    /violates plan|not allowed by the plan|expected resource operations for .* but none were seen/;

/**
 * Reads the events of `pulumi up`: of the preview that it makes first, and of the update. `planned` are the URNs of the plan:
 * of a resource that nobody declares any more the engine says only that the plan forbids to delete it.
 */
export async function readOutcome(
    stack: string,
    input: Readable,
    planned: string[] = [],
): Promise<Outcome> {
    let phase = new Phase(stack);
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
        phase.add(line);
        if (phase.summary?.isPreview && phase.summary.result === "succeeded") {
            phase = new Phase(stack);
        }
    }
    return phase.outcome(stack, planned);
}

/** The preview, or the update: what comes before a summary. */
class Phase {
    private readonly collector: PreviewCollector;
    private readonly steps = new AppliedSteps();
    summary?: Summary;

    constructor(stack: string) {
        this.collector = new PreviewCollector(stack);
    }

    add(line: string): void {
        const summary = summaryOf(line);
        if (summary) {
            this.summary = summary;
            return;
        }
        const { event } = parseEvent(line);
        if (event) {
            this.collector.add(event);
            this.steps.add(event);
        }
    }

    outcome(stack: string, planned: string[]): Outcome {
        const { errors, findings } = this.collector.finish();
        const { summary } = this;
        const told = [
            ...errors,
            ...findings
                .filter(({ level }) => level === "mandatory")
                .map(({ urn, policy, message }) => ({ urn, message: `${policy}: ${message}` })),
        ];
        const differsFromPlan = errors.some(({ message }) => planViolation.test(message));
        return {
            stack,
            result: resultOf(summary),
            ...(summary?.isPreview === false ? this.steps.finish() : noSteps),
            errors: told,
            differsFromPlan,
            notDeclared: differsFromPlan ? this.steps.unseen(planned) : [],
            maybeCorrupt: summary?.maybeCorrupt ?? false,
            seconds: summary?.durationSeconds ?? 0,
        };
    }
}

const noSteps = { done: [], failed: [], unchanged: 0 };

function resultOf(summary: Summary | undefined): Outcome["result"] {
    if (!summary) {
        return "unknown";
    }
    if (summary.isPreview) {
        return "refused";
    }
    return summary.result === "succeeded" ? "applied" : "failed";
}

// The check of the events knows the summary of a preview only.
function summaryOf(line: string): Summary | undefined {
    if (!line.includes('"summaryEvent"')) {
        return undefined;
    }
    try {
        return (JSON.parse(line) as { summaryEvent?: Summary }).summaryEvent;
    } catch {
        return undefined;
    }
}
