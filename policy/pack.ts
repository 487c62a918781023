import { Exemptions } from "./exemption/exemptions";
import { exemptionList } from "./exemption/list";
import { exemptionUsed } from "./exemption/used";
import { type Policy, policyOf } from "./policyOf";
import { rules } from "./rules";

/** The policies of the pack, in the order that exemptions need. */
export function packPolicies(today: () => string = utcDay): Policy[] {
    const exemptions = new Exemptions(today);
    return [
        exemptionList(
            exemptions,
            rules.map(({ id }) => id),
        ),
        ...rules.map((rule) => policyOf(rule, exemptions)),
        exemptionUsed(exemptions),
    ];
}

function utcDay(): string {
    return new Date().toISOString().slice(0, 10);
}
