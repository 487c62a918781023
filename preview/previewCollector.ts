import { addCapacity, capacityOf, noCapacity, podCount, type Capacity } from "./capacity";
import type {
    DiagnosticEvent,
    EngineEvent,
    Operation,
    PolicySummaryEvent,
    ResourceState,
    StepMetadata,
    SummaryEvent,
} from "./engineEvent";
import { errorText } from "./errorText";
import { toFinding } from "./finding";
import { isNoise } from "./noise";
import { provisionalName } from "./provisionalName";
import { propertyChanges } from "./propertyChange";
import { redactText, secretTexts } from "./redaction";
import type { Action, Diagnostic, Finding, ResourceChange, StackPreview } from "./stackPreview";
import { withoutTexts } from "./withoutTexts";
import { resourceName } from "./urn";

const severities = ["critical", "high", "medium", "low"];
const stackType = "pulumi:pulumi:Stack";
const actions: Record<Exclude<Operation, "same">, Action> = {
    create: "create",
    update: "update",
    delete: "delete",
    replace: "replace",
    "create-replacement": "replace",
    "delete-replaced": "replace",
    read: "read",
    "read-replacement": "read",
    refresh: "refresh",
    discard: "discard",
    "discard-replaced": "discard",
    "remove-pending-replace": "delete",
    import: "import",
    "import-replacement": "import",
};

/** Reduces the events of one stack, one by one, to what a reviewer wants to know; keeps no event. */
export class PreviewCollector {
    private readonly resources = new Map<string, ResourceChange>();
    private readonly problems = new Map<string, number[]>();
    private readonly findings = new Map<string, Finding>();
    private readonly policies = new Set<string>();
    private readonly policyPacks: Record<string, string> = {};
    private readonly errors: Diagnostic[] = [];
    private readonly warnings = new Map<string, Diagnostic>();
    private readonly replacements = new Map<string, string>();
    private readonly before = new Map<string, Capacity>();
    private readonly after = new Map<string, Capacity>();
    private readonly unchanged = new Set<string>();
    private outputs: StackPreview["outputs"] = [];
    private isNewStack = false;
    private isFailed = false;
    private summary?: SummaryEvent;

    constructor(private readonly stack: string) {}

    add({ kind, event }: EngineEvent): void {
        switch (kind) {
            case "resourcePreEvent":
                return this.addStep(event.metadata);
            case "resOutputsEvent":
                return this.addOutputs(event.metadata);
            case "resOpFailedEvent":
                this.isFailed = true;
                return this.addStep(event.metadata);
            case "diagnosticEvent":
                return this.addDiagnostic(event);
            case "errorEvent":
                this.addError("", event.error);
                return;
            case "policyEvent": {
                const finding = toFinding(event);
                this.policies.add(`${finding.pack}/${finding.policy}`);
                this.policyPacks[finding.pack] ??= event.policyPackVersion ?? "";
                this.findings.set(JSON.stringify(finding), finding);
                return;
            }
            case "policyAnalyzeSummaryEvent":
            case "policyAnalyzeStackSummaryEvent":
                return this.addPolicies(event);
            case "summaryEvent":
                this.summary = event;
                this.addPolicyPacks(event);
                return;
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
            isNewStack: this.isNewStack,
            resources: [...this.resources.values()].sort(by((r) => r.urn)),
            unchanged: this.unchanged.size,
            outputs: this.outputs,
            capacity: { before: total(this.before), after: total(this.after) },
            findings: [...this.findings.values()].sort(
                by((f) => `${severityRank(f.severity)} ${f.policy} ${f.urn} ${f.message}`),
            ),
            policies: [...this.policies].sort(),
            policyPacks: this.policyPacks,
            errors: this.toldErrors(),
            warnings: [...this.warnings.values()].sort(by((w) => `${w.urn} ${w.message}`)),
            problems: [...this.problems].map(([message, lines]) => ({ lines, message })),
        };
        return withoutTexts(preview, this.replacements);
    }

    // The engine's own remark on a program that failed says nothing where the program has said why.
    private toldErrors(): Diagnostic[] {
        const told = this.errors.filter(
            ({ message }) => !/: Program exited with non-zero exit code: \d+$/.test(message),
        );
        return told.length ? told : this.errors;
    }

    private outcome(): StackPreview["outcome"] {
        if (this.isFailed || this.errors.length) {
            return "failed";
        }
        const result = this.summary?.result ?? (this.summary ? "succeeded" : "incomplete");
        const isOnlyBlocked = result === "failed" && [...this.findings.values()].some(isMandatory);
        return isOnlyBlocked ? "succeeded" : (result as StackPreview["outcome"]);
    }

    private addStep(step: StepMetadata): void {
        this.rememberTexts(step);
        this.count(step);
        if (step.op === "same") {
            this.unchanged.add(step.urn);
            return;
        }
        if (step.type === stackType && step.op === "create") {
            this.isNewStack = true;
        }
        const action = actions[step.op];
        const known = this.resources.get(step.urn);
        const changes = propertyChanges(step);
        if (!known) {
            this.resources.set(step.urn, {
                action,
                urn: step.urn,
                type: step.type,
                name: resourceName(step.urn),
                changes,
                deletedFirst: step.op === "delete-replaced",
                ...podsOf(step),
            });
            return;
        }
        if (step.op === "replace" || known.action === "delete") {
            Object.assign(known, { action, changes, ...podsOf(step) });
        }
    }

    private addOutputs(step: StepMetadata): void {
        this.rememberTexts(step);
        if (step.type === stackType) {
            const outputs = (state?: ResourceState | null) => ({ inputs: state?.outputs });
            const { op, urn, type } = step;
            this.outputs = propertyChanges({
                op,
                urn,
                type,
                old: outputs(step.old),
                new: outputs(step.new),
            });
        }
    }

    private addDiagnostic({ severity, message, urn = "", ephemeral }: DiagnosticEvent): void {
        if (severity === "error" && message.trim() !== "preview failed") {
            this.addError(urn, message);
        } else if (severity === "warning" && !ephemeral && !isNoise(message)) {
            const text = redactText(message.trim());
            this.warnings.set(`${urn} ${text}`, { urn, message: text });
        }
    }

    private addError(urn: string, message: string): void {
        this.errors.push({ urn, message: errorText(message) });
    }

    private addPolicies(summary: PolicySummaryEvent): void {
        for (const policy of [...(summary.passed ?? []), ...(summary.failed ?? [])]) {
            this.policies.add(`${summary.policyPackName}/${policy}`);
        }
        this.policyPacks[summary.policyPackName] ??= summary.policyPackVersion ?? "";
    }

    // A pack from a directory is listed as `name|local|path`.
    private addPolicyPacks({ PolicyPacks }: SummaryEvent): void {
        for (const [pack, version] of Object.entries(PolicyPacks ?? {})) {
            this.policyPacks[pack.split("|")[0] ?? pack] = version;
        }
    }

    private rememberTexts(step: StepMetadata): void {
        for (const state of [step.old, step.new]) {
            for (const text of [...secretTexts(state?.inputs), ...secretTexts(state?.outputs)]) {
                this.replacements.set(text, "[secret]");
            }
        }
        const provisional = provisionalName(step);
        if (provisional) {
            this.replacements.set(provisional.name, provisional.shown);
        }
    }

    private count(step: StepMetadata): void {
        if (step.old && step.op !== "create") {
            this.before.set(step.urn, capacityOf(step.type, step.old.inputs));
        }
        if (step.new && !/^delete|discard/.test(step.op)) {
            this.after.set(step.urn, capacityOf(step.type, step.new.inputs));
        }
    }
}

function total(capacities: Map<string, Capacity>): Capacity {
    return [...capacities.values()].reduce(addCapacity, noCapacity);
}

function podsOf(step: StepMetadata): Pick<ResourceChange, "pods"> {
    if (!/^kubernetes:apps\/v1:(Deployment|StatefulSet)$/.test(step.type)) {
        return {};
    }
    const pods = (state?: ResourceState | null) => (state ? podCount(state.inputs) : undefined);
    return { pods: { before: pods(step.old), after: pods(step.new) } };
}

function severityRank(severity: string): number {
    const rank = severities.indexOf(severity);
    return rank < 0 ? severities.length : rank;
}

function isMandatory(finding: Finding): boolean {
    return finding.level === "mandatory";
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
    return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
