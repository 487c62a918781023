import { Exemptions } from "./engine/exemptions";
import { ObjectsOfRun } from "./engine/objectsOfRun";
import { type Policy, policyOf } from "./engine/policyOf";
import type { Rule } from "./engine/rule";
import { exemptionList } from "./rules/exemption/list";
import { exemptionUsed } from "./rules/exemption/used";
import { rules } from "./rules/rules";

/** The policies of a pack, in the order that exemptions need. */
export function packPolicies(
    taken: readonly Rule[] = rules,
    today: () => string = utcDay,
): Policy[] {
    const exemptions = new Exemptions(today);
    const run = { exemptions, objects: new ObjectsOfRun() };
    return [
        exemptionList(
            exemptions,
            taken.map(({ id }) => id),
        ),
        ...taken.map((rule, number) => policyOf(rule, run, number)),
        exemptionUsed(exemptions),
    ];
}

function utcDay(): string {
    return new Date().toISOString().slice(0, 10);
}
