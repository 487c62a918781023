import { defineRule } from "../../engine/rule";
import type { Finding } from "../../engine/violationMessage";
import { allowedEvictions, covers, fewestPods } from "../../kubernetes/disruptionBudget";
import { knownMatches } from "../../kubernetes/unknownValue";

export const pdbEvictable = defineRule({
    id: "replica-pdb-evictable",
    description: "A PodDisruptionBudget lets at least one pod be evicted, so that nodes can drain.",
    severity: "high",
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
            const { found, unknown } = knownMatches(stack.workloads, (workload) =>
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
            if (pods > 0 && allowedEvictions(spec, pods) === 0) {
                report(budget, {
                    says: `allows none of ${pods} pods to be evicted; nodes cannot drain`,
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
