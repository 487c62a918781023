import { clip } from "../changes/propertyValue";
import type { StackPreview } from "../changes/stackPreview";
import type { VerdictOptions } from "../changes/verdict";
import { driftLines, noteLines, remediationLines } from "./besideChanges";
import { consentLines } from "./consentLines";
import { effects } from "./effects";
import { errorBlocks } from "./errorBlocks";
import { findingTable } from "./findingTable";
import { fitComment } from "./fitComment";
import { fullDiff } from "./fullDiff";
import { inputProblemLines } from "./inputProblemLines";
import { fenceFor, plainText } from "./markdown";
import { plural } from "./plural";
import { urnLabel } from "./resourceLabel";
import {
    constructiveLines,
    destructiveLines,
    groupedCreateLines,
    hasManyCreates,
} from "./resourceLines";
import { collapsed, type Section, titled } from "./section";
import { targetLines } from "./targetLines";
import { verdictLine } from "./verdictLine";

export interface CommentOptions extends VerdictOptions {
    /** Distinguishes the comment from others of the same pull request: letters, digits, `.`, `_`, `-`. */
    id: string;
    /** At most this many characters. */
    limit: number;
    /** Names and versions of what made the preview, beside the policy packs. */
    versions: { [key: string]: string };
}

const longestWarning = 1000;

/** The comment for a pull request; the same input gives the same text. */
export function renderComment(previews: StackPreview[], options: CommentOptions): string {
    const each = eachStack(previews);
    const blocked = findingTable("mandatory violation", previews, "mandatory");
    const unevaluated = "rule result that the preview could not evaluate";
    const sections: Section[] = [
        titled(
            "verdict",
            "## Preview",
            previews.flatMap((p) => [
                verdictLine(p, options),
                ...targetLines(p),
                ...consentLines(p, options),
            ]),
        ),
        titled("input problem", "### Unusable input", each(inputProblemLines)),
        titled(
            "error",
            "### Errors",
            previews.flatMap((p) => errorBlocks(p, labelOf(previews, p))),
        ),
        { ...blocked, head: ["### Blocked by policy", "", ...blocked.head] },
        titled(
            "effect",
            "### Effects",
            each((p) => [...effects(p), ...noteLines(p)].map((effect) => `- ${effect}`)),
        ),
        titled("delete or replacement", "### Deletes and replacements", each(destructiveLines)),
        titled("create or update", "### Creates and updates", each(constructiveLines)),
        createSection(previews, each(groupedCreateLines)),
        titled("rewritten resource", "### Rewritten by policies", each(remediationLines)),
        titled("drifted resource", "### Drift that the refresh found", each(driftLines)),
        collapsed(findingTable("advisory finding", previews, "advisory")),
        collapsed(findingTable(unevaluated, previews, "not evaluated")),
        collapsed({ noun: "warning", head: [], lines: each(warningLines), tail: [] }),
        diffSection(previews),
    ];
    return fitComment(sections, footer(previews, options), options.limit);
}

/** The hidden line by which the comment is found again. */
export function marker(id: string): string {
    return `<!-- queue-workloads-preview: ${id} -->`;
}

/** Lists of several stacks name the stack in each line. */
function eachStack(previews: StackPreview[]) {
    return (lines: (preview: StackPreview) => string[]): string[] =>
        previews.flatMap((preview) => {
            const label = labelOf(previews, preview);
            return lines(preview).map((line) =>
                label ? line.replace(/^- /, `- ${label} `) : line,
            );
        });
}

function labelOf(previews: StackPreview[], { stack }: StackPreview): string {
    return previews.length > 1 ? `**${plainText(stack)}**` : "";
}

function warningLines({ warnings }: StackPreview): string[] {
    return warnings.map(({ urn, message }) => {
        const resource = urn ? `${urnLabel(urn)}: ` : "";
        return `- ${resource}${plainText(clip(message, longestWarning))}`;
    });
}

function createSection(previews: StackPreview[], lines: string[]): Section {
    const grouped = previews.filter(hasManyCreates).flatMap(({ resources }) => resources);
    const count = grouped.filter(({ action }) => action === "create").length;
    const section = { noun: "kind to create", head: [], lines, tail: [] };
    return collapsed(section, `${plural(count, "resource")} to create`);
}

function diffSection(previews: StackPreview[]): Section {
    const lines = previews.flatMap((preview) => {
        const diff = fullDiff(preview);
        return previews.length > 1 && diff.length ? [`# ${preview.stack}`, ...diff] : diff;
    });
    const fence = fenceFor(lines);
    const section = { noun: "line of the full diff", head: [`${fence}diff`], lines, tail: [fence] };
    return collapsed(section, "Full diff");
}

function footer(previews: StackPreview[], { id, commit, versions }: CommentOptions): string[] {
    const packs = new Map(previews.flatMap((p) => Object.entries(p.policyPacks)));
    const told = [
        ...(commit ? [`commit ${commit}`] : []),
        ...Object.entries(versions).map(([name, version]) => `${name} ${version}`),
        ...[...packs].sort().map(([name, version]) => `policy pack ${name} ${version}`.trim()),
    ];
    return [
        ...(told.length ? [`<sub>${told.map(plainText).join(" · ")}</sub>`, ""] : []),
        marker(id),
    ];
}
