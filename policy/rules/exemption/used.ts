import { docsUrl } from "../../engine/docsUrl";
import { type Exemptions, exemptionText } from "../../engine/exemptions";
import type { Policy } from "../../engine/policyOf";

export const exemptionUsedId = "exemption-used";

/** Shows what did not count. It stands last in the pack, when all else has been judged. */
export function exemptionUsed(exemptions: Exemptions): Policy {
    return {
        name: exemptionUsedId,
        description: "Findings that an exemption covers do not count, and are shown.",
        enforcementLevel: "advisory",
        severity: "low",
        remediationSteps: "Comply with the rule, then remove the exemption.",
        url: docsUrl(exemptionUsedId),
        validateStack: (_args, reportViolation) => {
            const findings = exemptions.takeExempted();
            for (const { policy, urn, message, exemption } of findings) {
                reportViolation(
                    `${policy} is exempt until ${exemption.expires} (${exemption.reason}). It says: ${message}`,
                    urn,
                );
            }
            for (const exemption of exemptions.unused(findings)) {
                reportViolation(`${exemptionText(exemption)} covers no finding. Remove it.`);
            }
        },
    };
}
