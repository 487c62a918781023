import { codeSpan, fenceFor, plainText } from "../comment/markdown";
import { plural } from "../comment/plural";
import { kindOf, resourceName, resourceType } from "../events/urn";
import type { AppliedChange, Outcome } from "./outcome";

const mostNames = 20;
const longestError = 600;
const mostErrors = 5;
const past: { [action in AppliedChange["action"]]: string } = {
    create: "created",
    update: "updated",
    replace: "replaced",
    delete: "deleted",
    forget: "forgotten",
    import: "imported",
};

/** What became of the change: how it went and how long it took, what was made, what failed, what to do next. */
export function outcomeText(outcome: Outcome, commit?: string): string {
    const of = commit ? ` Commit ${commit}.` : "";
    const sections = [
        `## Apply\n\n- ${headline(outcome)}${of}`,
        names("Done", outcome.done),
        names("Not done", outcome.failed),
        errors(outcome),
        next(outcome),
    ];
    return sections.filter(Boolean).join("\n\n");
}

function headline(outcome: Outcome): string {
    const { stack, result, seconds, done, failed, unchanged } = outcome;
    const name = `**${plainText(stack)}**`;
    const counted = [
        ...Object.entries(past).map(
            ([action, word]) => [done.filter((c) => c.action === action).length, word] as const,
        ),
        [failed.length, "failed"] as const,
        [unchanged, "unchanged"] as const,
    ]
        .filter(([count]) => count)
        .map(([count, word]) => `${count} ${word}`)
        .join(", ");
    switch (result) {
        case "applied":
            return `✅ ${name} was applied in ${duration(seconds)}: ${counted || "nothing to change"}.`;
        case "failed":
            return `❌ ${name} failed after ${duration(seconds)}: ${counted || "nothing was changed"}.`;
        case "refused":
            return `⛔ ${name} was not applied, and nothing was changed: ${
                outcome.differsFromPlan
                    ? "it is not what was previewed"
                    : "the preview that goes before the update failed"
            }.`;
        case "unknown":
            return `❓ ${name} ended before Pulumi said how it went.`;
    }
}

function names(title: string, changes: AppliedChange[]): string {
    const lines = changes
        .slice(0, mostNames)
        .map(({ action, type, name }) => `- ${past[action]} ${type} ${codeSpan(name)}`)
        .map((line) => (title === "Done" ? line : line.replace(/^- \w+/, "-")));
    const more = changes.length - mostNames;
    const rest = more > 0 ? [`- and ${more} more`] : [];
    return lines.length
        ? [
              `<details><summary>${title}: ${plural(changes.length, "resource")}</summary>`,
              "",
              ...lines,
              ...rest,
              "",
              "</details>",
          ].join("\n")
        : "";
}

function errors({ errors: all, notDeclared, differsFromPlan }: Outcome): string {
    const told = all.slice(0, mostErrors).map(({ urn, message }) => {
        const of = urn ? `${kindOf(resourceType(urn))} ${resourceName(urn)}: ` : "";
        const text = `${of}${message}`;
        return text.length > longestError ? `${text.slice(0, longestError)}…` : text;
    });
    const more = all.length - mostErrors;
    const lines = [
        ...told,
        ...(more > 0 ? [`and ${plural(more, "more error")}`] : []),
        ...notDeclared
            .slice(0, mostNames)
            .map((name) => `${name}: was previewed, and is declared no longer`),
    ];
    const fence = fenceFor(lines);
    const title = differsFromPlan ? "What differs from the preview:" : "What Pulumi says:";
    return lines.length ? `${title}\n\n${fence}text\n${lines.join("\n")}\n${fence}` : "";
}

function next({ result, differsFromPlan, maybeCorrupt }: Outcome): string {
    const steps: { [result in Outcome["result"]]: string } = {
        applied: "",
        failed: "Fix what failed and merge it, or run this workflow by hand where it was a passing fault: what is done is not done twice.",
        refused: differsFromPlan
            ? "Run this workflow by hand: it previews what the main branch and the cluster hold now, and asks for approval again."
            : "Fix what the message says and merge it.",
        unknown:
            "Look at the log of the run, and for what was under way with `pulumi refresh --preview-only`; then run this workflow by hand.",
    };
    const doubt = maybeCorrupt
        ? "Pulumi doubts its own state: compare it with the cluster by `pulumi refresh --preview-only` before anything else."
        : "";
    const told = [doubt, steps[result]].filter(Boolean).join(" ");
    return told ? `**Next:** ${told}` : "";
}

function duration(seconds: number): string {
    const minutes = Math.floor(seconds / 60);
    const rest = seconds % 60;
    return minutes ? `${minutes} min ${rest} s` : `${rest} s`;
}
