import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { budgetCoverage, fewestPods } from "../../kubernetes/disruptionBudget";
import { isReplicated } from "../../kubernetes/podKinds";
import type { Workload } from "../../kubernetes/workload";

export const pdbRequired = defineRule({
    id: "replica-pdb-required",
    description: "A workload with two or more replicas has exactly one PodDisruptionBudget.",
    severity: "high",
    tags: ["reliability"],
    remediation: "Add a PodDisruptionBudget with the workload's selector and maxUnavailable: 1.",
    defaults: {},
    schema: {},
    checkStack(stack, examination) {
        const replicated = stack.workloads.filter(({ object }) => isReplicated(object));
        const coverageOf = budgetCoverage(stack);
        examination.each(replicated, (workload) =>
            checkWorkload(workload, fewestPods(stack, workload) ?? 0, coverageOf, examination),
        );
    },
});

function checkWorkload(
    workload: Workload,
    pods: number,
    coverageOf: ReturnType<typeof budgetCoverage>,
    { report }: Examination<object>,
): void {
    if (pods < 2) {
        return;
    }
    const { found, unknown } = coverageOf(workload);
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
