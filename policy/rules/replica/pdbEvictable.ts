import { defineRule } from "../../engine/rule";
import type { Finding } from "../../engine/violationMessage";
import {
    allowedEvictions,
    covers,
    fewestPods,
    possiblyCovered,
} from "../../kubernetes/disruptionBudget";
import type { PodDisruptionBudgetSpec } from "../../kubernetes/shapes/kinds";
import { knownMatches } from "../../kubernetes/unknownValue";

export const pdbEvictable = defineRule({
    id: "replica-pdb-evictable",
    description: "A PodDisruptionBudget lets at least one pod be evicted, so that nodes can drain.",
    severity: "high",
    tags: ["reliability"],
    remediation: "Set maxUnavailable: 1 and leave minAvailable out.",
    defaults: {},
    schema: {},
    checkStack(stack, { report, each, attempt }) {
        each(stack.ofKind("policy/PodDisruptionBudget"), (budget) => {
            const spec = budget.props.spec ?? {};
            attempt(() => {
                const finding = fieldsFinding([spec.minAvailable, spec.maxUnavailable]);
                if (finding) {
                    report(budget, finding);
                }
            });
            each(["minAvailable", "maxUnavailable"] as const, (field) => {
                const value = spec[field];
                if (value !== undefined && !isCount(value)) {
                    report(budget, {
                        at: `spec.${field}`,
                        is: typeof value === "string" ? `"${value}"` : `${value}`,
                        requires: "a count from 0, or a percentage from 0% to 100%",
                        fix: "Set maxUnavailable: 1 alone",
                    });
                }
            });
            const { found, unknown } = knownMatches(possiblyCovered(budget, stack), (workload) =>
                covers(budget, workload),
            );
            const pods = found
                .map((workload) => fewestPods(stack, workload))
                .filter((count) => count !== undefined)
                .reduce((sum, count) => sum + count, 0);
            // More pods than are known to be covered can only help minAvailable, so it has to wait.
            if (unknown && (pods === 0 || isUnset(spec.maxUnavailable))) {
                throw unknown;
            }
            // Whatever runs elsewhere, none of it can be evicted.
            const isBlocking =
                pods === 0 ? blocksAnyNumber(spec) : allowedEvictions(spec, pods) === 0;
            if (isBlocking) {
                report(budget, {
                    says: `allows none of ${pods === 0 ? "its" : pods} pods to be evicted; nodes cannot drain`,
                    fix: "Set maxUnavailable: 1",
                });
            }
        });
    },
});

function fieldsFinding(fields: unknown[]): Finding | undefined {
    const set = fields.filter((field) => !isUnset(field)).length;
    return set === 1
        ? undefined
        : {
              says: `sets ${set === 0 ? "neither" : "both"} minAvailable ${set === 0 ? "nor" : "and"} maxUnavailable`,
              fix: "Set maxUnavailable: 1 alone",
          };
}

function isUnset(field: unknown): boolean {
    return field === undefined || field === null;
}

/** Kubernetes takes a count as a number, and a percentage as text. */
function isCount(value: number | string): boolean {
    return typeof value === "number" ? value >= 0 : /^0*(100|\d{1,2})%$/.test(value);
}

function blocksAnyNumber({ minAvailable, maxUnavailable }: PodDisruptionBudgetSpec): boolean {
    return (
        maxUnavailable === 0 ||
        /^0+%$/.test(`${maxUnavailable}`) ||
        /^0*100%$/.test(`${minAvailable}`)
    );
}
