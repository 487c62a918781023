import { createHash } from "node:crypto";

import type { Location, Log, ReportingDescriptor, Result, Run } from "sarif";

import type { Diagnostic, Finding, ResourceChange, StackPreview } from "../changes/stackPreview";
import { dataLosses, isLossAllowed, type VerdictOptions } from "../changes/verdict";
import { where } from "../comment/inputProblemLines";
import { firstLine, forcing } from "../comment/verdictLine";
import { kindOf, resourceName, resourceType } from "../events/urn";
import { withinLimits } from "./limits";
import type { PolicyMetadata } from "./policyMetadata";
import { configLine, type StackFile, subjectOf } from "./stackFile";

export interface SarifOptions extends VerdictOptions {
    metadata: PolicyMetadata[];
    stackFiles: ReadonlyMap<string, StackFile>;
    version: string;
}

const schemaUri =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const securitySeverity: { [key: string]: string } = {
    critical: "9.5",
    high: "8.0",
    medium: "5.5",
    low: "2.0",
};
const errorRule: ReportingDescriptor = {
    id: "preview/error",
    shortDescription: { text: "The preview failed." },
    fullDescription: {
        text: "The program, a provider or the engine reported an error, so that the preview could not be finished.",
    },
    help: { text: "Mend what the message says and run the preview again." },
};
const dataLossRule: ReportingDescriptor = {
    id: "preview/data-loss",
    shortDescription: { text: "Data is lost." },
    fullDescription: {
        text: "Deleting, replacing or shrinking what holds data loses it, and replacing a StatefulSet takes its pods down at once.",
    },
    help: {
        text: "Undo the change of the property that forces it, or preview with the --consent that the comment shows, once the loss is agreed on.",
    },
};

/**
 * One run for each stack, in categories of their own: a code host keeps the stacks' findings apart. What is more than GitHub
 * takes of one log is left out, the least grave first.
 */
export function renderSarif(previews: StackPreview[], options: SarifOptions): Log {
    const runs = previews.map((preview) => runOf(preview, options));
    return { $schema: schemaUri, version: "2.1.0", runs: withinLimits(runs) };
}

function runOf(preview: StackPreview, options: SarifOptions): Run & { results: Result[] } {
    const file = options.stackFiles.get(preview.stack) ?? { path: "Pulumi.yaml", text: "" };
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

function rulesOf(
    { findings, policies }: StackPreview,
    metadata: PolicyMetadata[],
): ReportingDescriptor[] {
    const known = new Map(metadata.map((policy) => [policy.name, policy]));
    const rules = policies.map((id) => {
        const name = id.split("/").slice(1).join("/");
        const finding = findings.find((f) => `${f.pack}/${f.policy}` === id && f.description);
        const severity = findings.find((f) => `${f.pack}/${f.policy}` === id)?.severity;
        return ruleOf(
            id,
            known.get(name) ?? { name, description: finding?.description ?? "", severity },
        );
    });
    const own = [errorRule, dataLossRule];
    return [...rules.filter(({ id }) => own.every((rule) => rule.id !== id)), ...own];
}

function ruleOf(id: string, policy: PolicyMetadata): ReportingDescriptor {
    const description = policy.description || `Policy ${policy.name}.`;
    const help = [description, policy.remediationSteps, policy.url && `See ${policy.url}`].filter(
        Boolean,
    );
    const score = securitySeverity[policy.severity ?? ""];
    return {
        id,
        name: policy.name,
        shortDescription: { text: description },
        fullDescription: { text: description },
        help: { text: help.join("\n") },
        ...(policy.url && { helpUri: policy.url }),
        properties: {
            tags: ["pulumi", "policy", "security"],
            ...(score && { "security-severity": score }),
        },
    };
}

/** What could not be evaluated is no finding: a passing preview would have alerts. */
function findingResult(finding: Finding, file: StackFile): Result[] {
    const { level, pack, policy, urn, message } = finding;
    if (level === "not evaluated") {
        return [];
    }
    return [
        {
            ruleId: `${pack}/${policy}`,
            level: level === "mandatory" ? "error" : "warning",
            message: { text: message },
            locations: [location(urn, file, configLine(file.text, finding))],
            partialFingerprints: fingerprint([pack, policy, urn, subjectOf(message).path ?? ""]),
        },
    ];
}

function errorResult({ urn, message }: Diagnostic, file: StackFile): Result {
    return {
        ruleId: errorRule.id,
        level: "error",
        message: { text: message },
        locations: [location(urn, file, configLine(file.text, { urn, message }))],
        partialFingerprints: fingerprint([errorRule.id, urn, firstLine(message)]),
    };
}

function lossResult(resource: ResourceChange, file: StackFile, isAllowed: boolean): Result {
    const { action, dataLoss = "changes", kind, name, urn } = resource;
    const forced = forcing(resource).map((change) => change.path);
    const why = forced.length ? `, forced by ${forced.join(", ")}` : "";
    const message = `The change ${dataLoss} ${kind} "${name}"${why}.`;
    return {
        ruleId: dataLossRule.id,
        level: isAllowed ? "warning" : "error",
        message: { text: message },
        locations: [location(urn, file, configLine(file.text, { urn, message }))],
        partialFingerprints: fingerprint([dataLossRule.id, action, urn]),
    };
}

function location(urn: string, { path }: StackFile, startLine: number): Location {
    const physicalLocation = { artifactLocation: { uri: encodeURI(path) }, region: { startLine } };
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
