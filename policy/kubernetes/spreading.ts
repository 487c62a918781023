import type { LocatedPodTemplate } from "./podTemplate";
import { matchesSelector } from "./selectors";
import type { LabelSelector } from "./shapes/meta";
import { someKnown } from "./unknownValue";

/** The labels that Kubernetes gives its nodes to tell places apart. */
export const topologyKeys: readonly string[] = [
    "kubernetes.io/hostname",
    "topology.kubernetes.io/zone",
    "topology.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region",
];

interface Term {
    topologyKey?: string;
    labelSelector?: LabelSelector;
}

/**
 * Whether something keeps the pods of a template apart. A term that selects other pods, or none,
 * spreads nothing; nor does one over a label that nodes do not have, or one that would let all
 * pods be in one place.
 */
export function isSpread(pod: LocatedPodTemplate, count: number, keys: readonly string[]): boolean {
    const separates = ({ topologyKey, labelSelector }: Term) =>
        keys.includes(topologyKey ?? "") &&
        !!labelSelector &&
        matchesSelector(labelSelector, pod.metadata?.labels);
    const antiAffinity = pod.spec?.affinity?.podAntiAffinity;
    const terms: Term[] = [
        ...(antiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
        ...(antiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
            (preferred) => preferred.podAffinityTerm ?? {},
        ),
    ];
    return (
        someKnown(
            pod.spec?.topologySpreadConstraints ?? [],
            (constraint) => (constraint.maxSkew ?? 1) < count && separates(constraint),
        ) || someKnown(terms, separates)
    );
}
