import { createHash } from "node:crypto";

import type { Location, Log, Result, Run } from "sarif";

import type { Diagnostic, Finding, ResourceChange, StackPreview } from "../changes/stackPreview";
import { dataLosses, isLossAllowed, type VerdictOptions } from "../changes/verdict";
import { where } from "../comment/inputProblemLines";
import { firstLine, forcing } from "../comment/verdictLine";
import { kindOf, resourceName, resourceType } from "../events/urn";
import { withinLimits } from "./limits";
import type { PolicyMetadata } from "./policyMetadata";
import { dataLossRule, errorRule, rulesOf } from "./rules";
import { configLines, type LineOf, type StackFile, subjectOf } from "./stackFile";

export interface SarifOptions extends VerdictOptions {
    metadata: PolicyMetadata[];
    stackFiles: ReadonlyMap<string, StackFile>;
    version: string;
}

const schemaUri =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * One run for each stack, in categories of their own: a code host keeps the stacks' findings apart. What is more than GitHub
 * takes of one log is left out, the least grave first.
 */
export function renderSarif(previews: StackPreview[], options: SarifOptions): Log {
    const runs = previews.map((preview) => runOf(preview, options));
    return { $schema: schemaUri, version: "2.1.0", runs: withinLimits(runs) };
}

interface LocatedFile {
    path: string;
    lineOf: LineOf;
}

const noStackFile: StackFile = { path: "Pulumi.yaml", text: "" };

function runOf(preview: StackPreview, options: SarifOptions): Run & { results: Result[] } {
    const { path, text } = options.stackFiles.get(preview.stack) ?? noStackFile;
    const file = { path, lineOf: configLines(text) };
    const rules = rulesOf(preview, options.metadata);
    const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
    const results = [
        ...preview.findings.flatMap((finding) => findingResult(finding, file)),
        ...preview.errors.map((error) => errorResult(error, file)),
        ...dataLosses(preview).map((loss) =>
            lossResult(loss, file, isLossAllowed(preview, options)),
        ),
    ];
    return {
        tool: { driver: { name: "queue-workloads-preview", version: options.version, rules } },
        automationDetails: { id: `queue-workloads-preview/${preview.stack}/` },
        columnKind: "utf16CodeUnits",
        invocations: [invocation(preview)],
        results: numbered(results).map((result) => ({
            ...result,
            ruleIndex: indexes.get(result.ruleId ?? ""),
        })),
    };
}

/** What could not be evaluated is no finding: a passing preview would have alerts. */
function findingResult(finding: Finding, file: LocatedFile): Result[] {
    const { level, pack, policy, urn, message } = finding;
    if (level === "not evaluated") {
        return [];
    }
    return [
        {
            ruleId: `${pack}/${policy}`,
            level: level === "mandatory" ? "error" : "warning",
            message: { text: message },
            locations: [location(file, finding)],
            partialFingerprints: fingerprint([pack, policy, urn, subjectOf(message).path ?? ""]),
        },
    ];
}

function errorResult({ urn, message }: Diagnostic, file: LocatedFile): Result {
    return {
        ruleId: errorRule.id,
        level: "error",
        message: { text: message },
        locations: [location(file, { urn, message })],
        partialFingerprints: fingerprint([errorRule.id, urn, firstLine(message)]),
    };
}

function lossResult(resource: ResourceChange, file: LocatedFile, isAllowed: boolean): Result {
    const { action, dataLoss = "changes", kind, name, urn } = resource;
    const forced = forcing(resource).map((change) => change.path);
    const why = forced.length ? `, forced by ${forced.join(", ")}` : "";
    const message = `The change ${dataLoss} ${kind} "${name}"${why}.`;
    return {
        ruleId: dataLossRule.id,
        level: isAllowed ? "warning" : "error",
        message: { text: message },
        locations: [location(file, { urn, message })],
        partialFingerprints: fingerprint([dataLossRule.id, action, urn]),
    };
}

function location({ path, lineOf }: LocatedFile, about: Parameters<LineOf>[0]): Location {
    const { urn } = about;
    const region = { startLine: lineOf(about) };
    const physicalLocation = { artifactLocation: { uri: encodeURI(path) }, region };
    const logical = {
        name: resourceName(urn),
        fullyQualifiedName: urn,
        kind: kindOf(resourceType(urn)),
    };
    return urn ? { physicalLocation, logicalLocations: [logical] } : { physicalLocation };
}

// Under the only name by which GitHub knows an alert again. Without values and line numbers: the same finding keeps its
// fingerprint when a value changes or a line moves.
function fingerprint(parts: string[]): { primaryLocationLineHash: string } {
    const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
    return { primaryLocationLineHash: hash };
}

/** Adds to each fingerprint which of its results it is, by their order, as GitHub's own fingerprints do. */
function numbered(results: Result[]): Result[] {
    const seen = new Map<string, number>();
    return results.map((result) => {
        const hash = result.partialFingerprints?.primaryLocationLineHash ?? "";
        const count = (seen.get(hash) ?? 0) + 1;
        seen.set(hash, count);
        return { ...result, partialFingerprints: { primaryLocationLineHash: `${hash}:${count}` } };
    });
}

/** What the log's reader should know of the preview itself: bad input, and rules that could not be evaluated. */
function invocation({
    outcome,
    problems,
    findings,
}: StackPreview): NonNullable<Run["invocations"]>[number] {
    return {
        executionSuccessful: outcome === "succeeded" && !problems.length,
        toolExecutionNotifications: [
            ...problems.map(({ lines, message }) => ({
                level: "error" as const,
                message: { text: `${where(lines)} ${message}.` },
            })),
            ...findings
                .filter(({ level }) => level === "not evaluated")
                .map(({ pack, policy, message }) => ({
                    level: "note" as const,
                    message: { text: message },
                    associatedRule: { id: `${pack}/${policy}` },
                })),
        ],
    };
}
