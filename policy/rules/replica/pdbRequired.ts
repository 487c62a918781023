import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { covers, fewestPods } from "../../kubernetes/disruptionBudget";
import { isReplicated } from "../../kubernetes/podKinds";
import type { Stack } from "../../kubernetes/stack";
import { knownMatches } from "../../kubernetes/unknownValue";
import type { Workload } from "../../kubernetes/workload";

export const pdbRequired = defineRule({
    id: "replica-pdb-required",
    description: "A workload with two or more replicas has exactly one PodDisruptionBudget.",
    severity: "high",
    remediation: "Add a PodDisruptionBudget with the workload's selector and maxUnavailable: 1.",
    defaults: {},
    schema: {},
    checkStack(stack, examination) {
        const replicated = stack.workloads.filter(({ object }) => isReplicated(object));
        examination.each(replicated, (workload) => checkWorkload(workload, stack, examination));
    },
});

function checkWorkload(workload: Workload, stack: Stack, { report }: Examination<object>): void {
    const pods = fewestPods(stack, workload) ?? 0;
    if (pods < 2) {
        return;
    }
    const { found, unknown } = knownMatches(stack.ofKind("policy/PodDisruptionBudget"), (budget) =>
        covers(budget, workload),
    );
    if (found.length > 1) {
        const names = found.map(({ name }) => `"${name}"`).join(", ");
        report(workload.object, {
            says: `is covered by ${found.length} PodDisruptionBudgets (${names}), which blocks every eviction`,
            fix: "Keep one of them",
        });
    } else if (unknown) {
        throw unknown;
    } else if (found.length === 0) {
        report(workload.object, {
            says: `has no PodDisruptionBudget for its ${pods} pods`,
            fix: "Add one with its selector and maxUnavailable: 1",
        });
    }
}
