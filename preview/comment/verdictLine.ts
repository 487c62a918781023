import type { PropertyChange } from "../changes/propertyChange";
import { clip } from "../changes/propertyValue";
import type { Finding, ResourceChange, StackPreview } from "../changes/stackPreview";
import {
    dataLosses,
    findingsAt,
    type Status,
    statusOf,
    type VerdictOptions,
} from "../changes/verdict";
import type { Action } from "../events/action";
import { codeSpan, plainText } from "./markdown";
import { plural } from "./plural";
import { resourceLabel } from "./resourceLabel";

const signs: { [status in Status]: string } = {
    pass: "✅",
    warn: "⚠️",
    blocked: "⛔",
    failed: "❌",
    unusable: "❓",
};
const words: { [status in Status]: string } = {
    pass: "pass",
    warn: "pass with warnings",
    blocked: "blocked",
    failed: "failed",
    unusable: "unusable input",
};
const mostNames = 3;
const longestError = 240;

/** One stack's verdict: status, why, and how much changes. */
export function verdictLine(preview: StackPreview, options: VerdictOptions): string {
    const status = statusOf(preview, options);
    const why = reasons(preview).join("; ");
    const sentence = `${words[status]}${why ? `: ${why.replace(/\.$/, "")}` : ""}`;
    return [`- ${signs[status]} **${plainText(preview.stack)}** ${sentence}`, counts(preview)]
        .filter(Boolean)
        .join(". ");
}

/** The same for the terminal: no Markdown, no counts. */
export function verdictWords(preview: StackPreview, options: VerdictOptions): string {
    const violations = findingsAt(preview, "mandatory").length;
    const losses = dataLosses(preview).length;
    const why = [
        ...(preview.problems.length ? [plural(preview.problems.length, "input problem")] : []),
        ...(preview.errors.length ? [plural(preview.errors.length, "error")] : []),
        ...(violations ? [plural(violations, "mandatory violation")] : []),
        ...(losses ? [`loses data of ${plural(losses, "resource")}`] : []),
    ].join(", ");
    return `${preview.stack} ${words[statusOf(preview, options)]}${why ? ` (${why})` : ""}`;
}

function reasons(preview: StackPreview): string[] {
    const violated = [...new Set(findingsAt(preview, "mandatory").map((f) => f.policy))];
    return [
        ...(preview.problems.length ? [plural(preview.problems.length, "problem")] : []),
        ...preview.errors.slice(0, 1).map(({ message }) => plainText(firstLine(message))),
        ...(violated.length ? [`violates ${names(violated.map(codeSpan))}`] : []),
        ...dataLosses(preview).slice(0, mostNames).map(loss),
    ];
}

function loss(resource: ResourceChange): string {
    const forced = forcing(resource).map((c) => codeSpan(c.path));
    const why = forced.length ? `, forced by ${names(forced)}` : "";
    return `${resource.dataLoss} ${resourceLabel(resource)}${why}`;
}

export function forcing(resource: ResourceChange): PropertyChange[] {
    return resource.changes.filter((change) => change.forcesReplacement);
}

/** The line of an error that says what is wrong: not the engine's introduction to it. */
export function firstLine(message: string): string {
    const lines = message.split("\n").map((line) => line.trim());
    const told = lines.filter((line) => line && !/^Running program '.*' failed with/.test(line));
    const [first = lines[0] ?? "", second = ""] = told;
    const text = first.endsWith(":") ? `${first} ${second}` : first;
    return clip(text.replace(/^(\w*Error|error): /, ""), longestError);
}

function names(all: string[]): string {
    const more = all.length - mostNames;
    return all.slice(0, mostNames).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function counts(preview: StackPreview): string {
    const actions: Action[] = [
        "create",
        "update",
        "replace",
        "delete",
        "forget",
        "import",
        "read",
        "discard",
    ];
    const changes = actions
        .map(
            (action) =>
                [action, preview.resources.filter((r) => r.action === action).length] as const,
        )
        .filter(([, count]) => count)
        .map(([action, count]) => `${count} to ${action}`);
    const isComplete = preview.outcome === "succeeded";
    // The engine counts what it was not to look at among what stays the same.
    const [nothing, untouched] = preview.targets.length
        ? ["no changes to the targets", "unchanged or not looked at"]
        : ["no changes", "unchanged"];
    const findings = [
        [findingsAt(preview, "mandatory").length, "mandatory violation"],
        [findingsAt(preview, "advisory").length, "advisory finding"],
    ] as const;
    return [
        ...(isUnchanged(preview) && isComplete ? [nothing] : changes),
        ...(preview.outputs.length && !preview.isNewStack ? ["stack outputs change"] : []),
        ...(preview.drift.length ? [`${preview.drift.length} drifted`] : []),
        ...(preview.unchanged ? [`${preview.unchanged} ${untouched}`] : []),
        ...findings.filter(([count]) => count).map(([count, noun]) => plural(count, noun)),
        ...(isComplete ? passed(preview) : []),
    ].join(", ");
}

function isUnchanged({ resources, outputs, notes, drift }: StackPreview): boolean {
    return ![resources, outputs, notes, drift].some(({ length }) => length);
}

/** A policy that was not evaluated somewhere has not passed, even if it found nothing elsewhere. */
function passed({ policies, findings }: StackPreview): string[] {
    const nameOf = ({ pack, policy }: Finding) => `${pack}/${policy}`;
    const isEvaluated = ({ level }: Finding) => level !== "not evaluated";
    const failed = new Set(findings.filter(isEvaluated).map(nameOf));
    const open = new Set(findings.filter((f) => !isEvaluated(f)).map(nameOf));
    const told = policies.filter((policy) => !failed.has(policy) && !open.has(policy)).length;
    return policies.length
        ? [
              `${told} of ${plural(policies.length, "policy")} passed`,
              ...(open.size ? [`${plural(open.size, "policy")} not fully evaluated`] : []),
          ]
        : [];
}
