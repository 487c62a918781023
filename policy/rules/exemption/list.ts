import { docsUrl } from "../../engine/docsUrl";
import type { Exemption, Exemptions } from "../../engine/exemptions";
import type { Policy } from "../../engine/policyOf";

export const exemptionListId = "exemption-list";

/**
 * Holds the exemptions of the whole pack in its configuration, and hands them to the other policies.
 * It stands first in the pack, so that they are known before anything is judged.
 */
export function exemptionList(exemptions: Exemptions, ruleIds: readonly string[]): Policy {
    const configure = ({ list }: { list?: Exemption[] }) => {
        exemptions.configure(list ?? []);
        return list ?? [];
    };
    return {
        name: exemptionListId,
        description: "An exemption from a rule has a reason, names rules that exist, and expires.",
        severity: "high",
        remediationSteps: "Comply and remove the exemption, or give it a later date.",
        url: docsUrl(exemptionListId),
        configSchema: { properties: { list: listSchema(ruleIds) } },
        validateResource: (args) => {
            configure(args.getConfig());
        },
        validateStack: (args, reportViolation) => {
            for (const exemption of configure(args.getConfig())) {
                const of = `The exemption from ${exemption.policies.join(", ")} for "${exemption.urn}"`;
                if (exemptions.isExpired(exemption)) {
                    reportViolation(
                        `${of} expired on ${exemption.expires} (${exemption.reason}). Remove it or give it a later date.`,
                    );
                }
            }
        },
    };
}

type Schema = NonNullable<Policy["configSchema"]>["properties"][string];

function listSchema(ruleIds: readonly string[]): Schema {
    return {
        type: "array",
        description:
            "Exemptions: the policies, a URN with `*` for anything, a reason and a last day.",
        default: [],
        items: {
            type: "object",
            required: ["policies", "urn", "reason", "expires"],
            additionalProperties: false,
            properties: {
                policies: {
                    type: "array",
                    minItems: 1,
                    items: { type: "string", enum: [...ruleIds] },
                },
                urn: { type: "string", pattern: "^[^ ]*::[^ ]*$" },
                reason: { type: "string", minLength: 10 },
                expires: { type: "string", pattern: "^20[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]$" },
            },
        },
    };
}
