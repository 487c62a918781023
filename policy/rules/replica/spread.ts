import { defineRule } from "../../engine/rule";
import { isKind } from "../../kubernetes/object";
import type { LocatedPodTemplate } from "../../kubernetes/podTemplate";
import { declaredReplicas } from "../../kubernetes/replicas";
import { matchesSelector } from "../../kubernetes/selectors";
import type { LabelSelector } from "../../kubernetes/shapes";
import { someKnown } from "../../kubernetes/unknownValue";

const hostname = "kubernetes.io/hostname";

interface Term {
    topologyKey?: string;
    labelSelector?: LabelSelector;
}

export const spread = defineRule({
    id: "replica-spread",
    description: "The replicas of a workload are spread, so that one node does not take them all.",
    severity: "medium",
    remediation: `Add a topologySpreadConstraint over ${hostname} that selects the workload's pods.`,
    defaults: {},
    schema: {},
    checkPod(pod, { report }) {
        const replicas = declaredReplicas(pod.object);
        if (
            replicas &&
            replicas.count > 1 &&
            isKind(pod.object, "apps/Deployment", "apps/StatefulSet") &&
            !isSpread(pod)
        ) {
            report(pod.object, {
                says: `spreads its ${replicas.count} pods by neither a topologySpreadConstraint nor a podAntiAffinity over ${hostname}`,
                fix: "Add a topologySpreadConstraint that selects its pods",
            });
        }
    },
});

/** A constraint that selects other pods, or none, spreads nothing. */
function isSpread(template: LocatedPodTemplate): boolean {
    const selectsItself = ({ labelSelector }: Term) =>
        !!labelSelector && matchesSelector(labelSelector, template.metadata?.labels);
    const antiAffinity = template.spec?.affinity?.podAntiAffinity;
    const terms: Term[] = [
        ...(antiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
        ...(antiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
            (preferred) => preferred.podAffinityTerm ?? {},
        ),
    ];
    return (
        someKnown(template.spec?.topologySpreadConstraints ?? [], selectsItself) ||
        someKnown(terms, (term) => term.topologyKey === hostname && selectsItself(term))
    );
}
