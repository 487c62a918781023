import { knownMatches } from "./unknownValue";
import type { Workload } from "./workload";

/** What covers a workload, and the first error where some cannot be judged yet. */
export interface Coverage<T> {
    readonly found: readonly T[];
    readonly unknown: Error | undefined;
}

/**
 * Tells for any workload which of the items cover it. Each item is compared only with the workloads
 * that it may cover, so that the cost grows with the stack and not with its square.
 */
export function coverageBy<T>(
    items: readonly T[],
    mayCover: (item: T) => readonly Workload[],
    covers: (item: T, workload: Workload) => boolean,
): (workload: Workload) => Coverage<T> {
    const byWorkload = new Map<Workload, { found: T[]; unknown: Error | undefined }>();
    for (const item of items) {
        for (const workload of mayCover(item)) {
            const { found, unknown } = knownMatches([item], (one) => covers(one, workload));
            const known = byWorkload.get(workload) ?? { found: [], unknown: undefined };
            known.found.push(...found);
            known.unknown ??= unknown;
            byWorkload.set(workload, known);
        }
    }
    return (workload) => byWorkload.get(workload) ?? { found: [], unknown: undefined };
}
