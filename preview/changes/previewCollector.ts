import type { EngineEvent, SummaryEvent } from "../events/engineEvent";
import { Diagnostics } from "./diagnostics";
import { typesHoldingData } from "./holdsData";
import { OperationCounts } from "./operationCounts";
import { PolicyResults } from "./policyResults";
import { Redaction, type SecretKnowledge } from "./redaction";
import { redactPreview } from "./redactPreview";
import { ResourceSteps } from "./resourceSteps";
import type { StackPreview } from "./stackPreview";

/** What a team knows better than the preview does. */
export interface ReadOptions extends SecretKnowledge {
    /** Further types of what holds data, `*` standing for any text: `acme:index:*Store`. */
    holdsData?: readonly string[];
    /** The URNs of what alone is previewed, `*` standing for any text: no event says so. */
    targets?: readonly string[];
}

/** Reduces the events of one stack, one by one, to what a reviewer wants to know; keeps no event. */
export class PreviewCollector {
    private readonly redaction: Redaction;
    private readonly steps: ResourceSteps;
    private readonly counts = new OperationCounts();
    private readonly policies = new PolicyResults();
    private readonly diagnostics = new Diagnostics();
    private readonly problems = new Map<string, number[]>();
    private isFailed = false;
    private readonly targets: readonly string[];
    private summary?: SummaryEvent;

    constructor(
        private readonly stack: string,
        { holdsData, targets = [], ...knowledge }: ReadOptions = {},
    ) {
        this.targets = targets;
        this.redaction = new Redaction(knowledge);
        this.steps = new ResourceSteps(this.redaction, typesHoldingData(holdsData));
    }

    add({ kind, event }: EngineEvent): void {
        switch (kind) {
            case "resourcePreEvent":
                this.counts.add(event.metadata);
                return this.steps.add(event.metadata);
            case "resOutputsEvent":
                this.counts.addRefreshed(event.metadata);
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
            case "policyRemediationEvent":
                this.steps.remember({
                    new: { inputs: event.after },
                    old: { inputs: event.before },
                });
                return this.policies.addRemediation(event);
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
        const { shown } = this.redaction;
        this.compareCounts();
        const steps = this.steps.finish();
        const preview: StackPreview = {
            stack: this.stack,
            outcome: this.outcome(),
            targets: [...this.targets],
            ...steps,
            ...this.policies.finish(this.redaction),
            ...this.diagnostics.finish(shown),
            problems: [...this.problems].map(([message, lines]) => ({ lines, message })),
        };
        return redactPreview(preview, shown);
    }

    /** The engine's own summary is the better witness: what it counted and did not send cannot be judged. */
    private compareCounts(): void {
        if (this.summary?.maybeCorrupt) {
            this.report(
                "says that the stack's state may be corrupt; look at `pulumi stack export`",
            );
        }
        if (this.summary && this.outcome() === "succeeded") {
            this.counts
                .differences(this.summary.resourceChanges ?? {})
                .forEach((difference) => this.report(difference));
        }
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
