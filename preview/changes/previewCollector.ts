import type { EngineEvent, SummaryEvent } from "../events/engineEvent";
import { Diagnostics } from "./diagnostics";
import { PolicyResults } from "./policyResults";
import { withoutTexts } from "./redactPreview";
import { ResourceSteps } from "./resourceSteps";
import type { StackPreview } from "./stackPreview";

/** Reduces the events of one stack, one by one, to what a reviewer wants to know; keeps no event. */
export class PreviewCollector {
    private readonly steps = new ResourceSteps();
    private readonly policies = new PolicyResults();
    private readonly diagnostics = new Diagnostics();
    private readonly problems = new Map<string, number[]>();
    private isFailed = false;
    private summary?: SummaryEvent;

    constructor(private readonly stack: string) {}

    add({ kind, event }: EngineEvent): void {
        switch (kind) {
            case "resourcePreEvent":
                return this.steps.add(event.metadata);
            case "resOutputsEvent":
                return this.steps.addOutputs(event.metadata);
            case "resOpFailedEvent":
                this.isFailed = true;
                return this.steps.add(event.metadata);
            case "diagnosticEvent":
                return this.diagnostics.add(event);
            case "errorEvent":
                return this.diagnostics.addError(event.error);
            case "policyEvent":
                return this.policies.addFinding(event);
            case "policyAnalyzeSummaryEvent":
            case "policyAnalyzeStackSummaryEvent":
                return this.policies.addPolicies(event);
            case "summaryEvent":
                this.summary = event;
                return this.policies.addPacks(event);
        }
    }

    /** Whether the summary, the last event but one, has come. */
    get isEnded(): boolean {
        return this.summary !== undefined;
    }

    /** What is wrong with the stream itself, and on which line. */
    report(message: string, line?: number): void {
        const lines = this.problems.get(message) ?? [];
        this.problems.set(message, lines);
        if (line !== undefined) {
            lines.push(line);
        }
    }

    finish(): StackPreview {
        const preview: StackPreview = {
            stack: this.stack,
            outcome: this.outcome(),
            ...this.steps.finish(),
            ...this.policies.finish(),
            ...this.diagnostics.finish(),
            problems: [...this.problems].map(([message, lines]) => ({ lines, message })),
        };
        return withoutTexts(preview, this.steps.replacements);
    }

    private outcome(): StackPreview["outcome"] {
        if (this.isFailed || this.diagnostics.hasErrors) {
            return "failed";
        }
        const result = this.summary?.result ?? (this.summary ? "succeeded" : "incomplete");
        // The engine calls a preview failed, too, that went well but for the policies.
        const isOnlyBlocked = result === "failed" && this.policies.hasMandatory;
        return isOnlyBlocked ? "succeeded" : (result as StackPreview["outcome"]);
    }
}
