import type { ReportingDescriptor } from "sarif";

import type { StackPreview } from "../changes/stackPreview";
import type { PolicyMetadata } from "./policyMetadata";

const securitySeverity: { [key: string]: string } = {
    critical: "9.5",
    high: "8.0",
    medium: "5.5",
    low: "2.0",
};
export const errorRule: ReportingDescriptor = {
    id: "preview/error",
    shortDescription: { text: "The preview failed." },
    fullDescription: {
        text: "The program, a provider or the engine reported an error, so that the preview could not be finished.",
    },
    help: { text: "Mend what the message says and run the preview again." },
};
export const dataLossRule: ReportingDescriptor = {
    id: "preview/data-loss",
    shortDescription: { text: "Data is lost." },
    fullDescription: {
        text: "Deleting, replacing or shrinking what holds data loses it, and replacing a StatefulSet takes its pods down at once.",
    },
    help: {
        text: "Undo the change of the property that forces it, or preview with the --consent that the comment shows, once the loss is agreed on.",
    },
};

/** The policies that were asked, and the two rules of the preview itself. */
export function rulesOf(
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
