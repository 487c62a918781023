import { ConfigurationError, isDay } from "../../engine/configurationProblems";
import { docsUrl } from "../../engine/docsUrl";
import {
    type Exemption,
    type ExemptionConfig,
    type Exemptions,
    exemptionText,
} from "../../engine/exemptions";
import type { Policy } from "../../engine/policyOf";
import type { PropertySchema } from "../../engine/rule";

export const exemptionListId = "exemption-list";

/**
 * Holds the exemptions of the whole pack in its configuration, and hands them to the other policies.
 * It stands first in the pack, so that they are known before anything is judged.
 */
export function exemptionList(exemptions: Exemptions, ruleIds: readonly string[]): Policy {
    const configure = (given: Partial<ExemptionConfig>) => {
        const config = { list: [], annotations: [], ...given };
        const problems = config.list.flatMap(problemsOf);
        if (problems.length > 0) {
            throw new ConfigurationError(exemptionListId, problems);
        }
        exemptions.configure(config);
        return config;
    };
    return {
        name: exemptionListId,
        description: "An exemption from a rule has a reason, names rules that exist, and expires.",
        severity: "high",
        remediationSteps: "Comply and remove the exemption, or give it a later date.",
        url: docsUrl(exemptionListId),
        configSchema: {
            properties: {
                list: listSchema(ruleIds),
                annotations: {
                    type: "array",
                    description: "Policies that an object may opt out of by an annotation.",
                    default: [],
                    items: { type: "string", enum: [...ruleIds] },
                },
            },
        },
        validateResource: (args) => {
            configure(args.getConfig());
        },
        validateStack: (args, reportViolation) => {
            for (const exemption of configure(args.getConfig()).list) {
                if (exemptions.isExpired(exemption)) {
                    reportViolation(
                        `${exemptionText(exemption)} expired on ${exemption.expires} (${exemption.reason}). Remove it or give it a later date.`,
                    );
                }
            }
        },
    };
}

function problemsOf({ urn, namespace, expires }: Exemption, index: number): string[] {
    return [
        ...(isDay(expires)
            ? []
            : [`list[${index}].expires is ${expires}, and there is no such day`]),
        ...(urn === undefined && namespace === undefined
            ? [`list[${index}] names neither a urn nor a namespace: give one of them`]
            : []),
    ];
}

function listSchema(ruleIds: readonly string[]): PropertySchema {
    return {
        type: "array",
        description:
            "Exemptions: the policies, a URN or a namespace with `*` for anything, a reason and a last day.",
        default: [],
        items: {
            type: "object",
            required: ["policies", "reason", "expires"],
            additionalProperties: false,
            properties: {
                policies: {
                    type: "array",
                    minItems: 1,
                    items: { type: "string", enum: [...ruleIds] },
                },
                urn: { type: "string", pattern: "^[^ ]*::[^ ]*$" },
                namespace: { type: "string", pattern: "^[a-z0-9*-]+$" },
                reason: { type: "string", minLength: 10 },
                expires: {
                    type: "string",
                    format: "date",
                    pattern: "^20[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]$",
                },
            },
        },
    };
}
