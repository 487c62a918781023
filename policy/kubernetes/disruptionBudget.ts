import { type Coverage, coverageBy } from "./coverage";
import type { KubernetesObject } from "./object";
import { declaredReplicas } from "./replicas";
import { selectorSelects } from "./selection";
import type { PodDisruptionBudgetSpec, Shapes } from "./shapes/kinds";
import type { Stack } from "./stack";
import { ifKnown } from "./unknownValue";
import type { Workload } from "./workload";

export type DisruptionBudget = KubernetesObject<Shapes["policy/PodDisruptionBudget"]>;

/** Whether a budget covers the pods of a workload. Without a selector it covers none. */
export function covers(budget: DisruptionBudget, workload: Workload): boolean {
    const selector = budget.props.spec?.selector;
    return !!selector && selectorSelects(budget, selector, workload);
}

/** The workloads that a budget may cover. */
export function possiblyCovered(budget: DisruptionBudget, stack: Stack): readonly Workload[] {
    return stack.workloadsBeside(
        budget,
        ifKnown(() => budget.props.spec?.selector?.matchLabels),
    );
}

/** Tells for a workload which budgets of the stack cover it. */
export function budgetCoverage(stack: Stack): (workload: Workload) => Coverage<DisruptionBudget> {
    return coverageBy(
        stack.ofKind("policy/PodDisruptionBudget"),
        (budget) => possiblyCovered(budget, stack),
        covers,
    );
}

/** How many pods may be evicted at once; undefined where the budget does not say. */
export function allowedEvictions(
    { minAvailable, maxUnavailable }: PodDisruptionBudgetSpec,
    pods: number,
): number | undefined {
    if (maxUnavailable !== undefined && maxUnavailable !== null) {
        return Math.min(pods, podCount(maxUnavailable, pods));
    }
    return minAvailable !== undefined && minAvailable !== null
        ? Math.max(0, pods - podCount(minAvailable, pods))
        : undefined;
}

/** Kubernetes rounds percentages up, for both fields. */
function podCount(value: number | string, pods: number): number {
    const percent = /^(\d+)%$/.exec(`${value}`)?.[1];
    return percent === undefined ? Number(value) : Math.ceil((Number(percent) * pods) / 100);
}

/** A majority of the nodes of a cluster. */
export function quorum(nodes: number): number {
    return Math.floor(nodes / 2) + 1;
}

/**
 * The fewest pods that a workload runs with: its autoscaler's minimum, or its own replicas. One that
 * is scaled to zero has nothing to evict, so it counts by the first pod that it gets. None where a
 * Rollout runs the pods; undefined for what has no replicas, such as a Job.
 */
export function fewestPods(stack: Stack, workload: Workload): number | undefined {
    if (ifKnown(() => stack.isReplaced(workload.object))) {
        return 0;
    }
    const replicas = declaredReplicas(workload.object);
    const { found, unknown } = stack.scalersOf(workload.object);
    if (unknown) {
        throw unknown;
    }
    const minima = found.map(({ min }) => min);
    const fewest = minima.length > 0 ? Math.min(...minima) : replicas?.count;
    return replicas && fewest !== undefined ? Math.max(1, fewest) : undefined;
}
