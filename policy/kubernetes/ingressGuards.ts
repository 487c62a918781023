import { calicoSelector } from "./calicoSelector";
import { type Coverage, coverageBy } from "./coverage";
import { allowsAll, excludesMuch, isEveryAddress, isForIngressTo } from "./ingressRules";
import { isKind, type KubernetesObject, namespaceOf } from "./object";
import { once } from "./once";
import { isEmptySelector, matchesSelector } from "./selectors";
import type { LabelSelector } from "./shapes/meta";
import type { CalicoIngressRule, CiliumIngressRule, CiliumRule } from "./shapes/networkPolicy";
import type { Stack } from "./stack";
import { ifKnown, someKnown } from "./unknownValue";
import type { Workload } from "./workload";

/** A policy of any network plugin that limits who reaches pods. */
export interface IngressGuard {
    readonly object: KubernetesObject;
    /** Whether it limits ingress to the pods of a workload. */
    covers(workload: Workload): boolean;
    /** Whether it lets in everyone on every port, as if there were none. */
    allowsAll(): boolean;
    mayCover(stack: Stack): readonly Workload[];
}

/** Tells for a workload which policies of the stack limit who reaches it. */
export function ingressCoverage(stack: Stack): (workload: Workload) => Coverage<IngressGuard> {
    const guards = stack.objects.map(ingressGuardOf).filter((guard) => guard !== undefined);
    return coverageBy(
        guards,
        (guard) => guard.mayCover(stack),
        (guard, workload) => guard.covers(workload),
    );
}

function ingressGuardOf(object: KubernetesObject): IngressGuard | undefined {
    if (isKind(object, "networking.k8s.io/NetworkPolicy")) {
        return {
            object,
            covers: (workload) => isForIngressTo(object, workload),
            allowsAll: () => allowsAll(object),
            mayCover: (stack) =>
                stack.workloadsBeside(
                    object,
                    ifKnown(() => object.props.spec?.podSelector?.matchLabels),
                ),
        };
    }
    if (
        isKind(object, "cilium.io/CiliumNetworkPolicy", "cilium.io/CiliumClusterwideNetworkPolicy")
    ) {
        const isForCluster = object.kind === "CiliumClusterwideNetworkPolicy";
        const rules = () => [object.props.spec ?? {}, ...(object.props.specs ?? [])];
        return {
            object,
            covers: (workload) =>
                (isForCluster || namespaceOf(object) === namespaceOf(workload.object)) &&
                someKnown(rules(), (rule) => ciliumLimits(rule, workload)),
            allowsAll: () =>
                someKnown(rules(), ({ ingress }) =>
                    someKnown(ingress ?? [], (rule) => ciliumAllowsAll(rule, isForCluster)),
                ),
            mayCover: (stack) =>
                isForCluster
                    ? stack.workloads
                    : stack.workloadsBeside(
                          object,
                          ifKnown(() => podLabelsOf(rules())),
                      ),
        };
    }
    if (
        isKind(
            object,
            "projectcalico.org/NetworkPolicy",
            "projectcalico.org/GlobalNetworkPolicy",
            "crd.projectcalico.org/NetworkPolicy",
            "crd.projectcalico.org/GlobalNetworkPolicy",
        )
    ) {
        const spec = () => object.props.spec ?? {};
        const isGlobal = object.kind === "GlobalNetworkPolicy";
        const selectsPod = once(() => calicoSelection(spec().selector));
        const selectsNamespace = once(() => calicoSelection(spec().namespaceSelector));
        return {
            object,
            covers: (workload) => {
                const namespace = namespaceOf(workload.object);
                const { types, ingress, egress } = spec();
                const isInPlace = isGlobal
                    ? selectsNamespace()(namespaceLabels(namespace))
                    : namespaceOf(object) === namespace;
                return (
                    isInPlace &&
                    (types?.includes("Ingress") ?? (!!ingress || !egress)) &&
                    selectsPod()(workload.podLabels)
                );
            },
            allowsAll: () => calicoAllowsAll(spec().ingress ?? []),
            mayCover: (stack) => (isGlobal ? stack.workloads : stack.workloadsBeside(object)),
        };
    }
    return undefined;
}

/** The labels that pods need for a policy of one rule; that of a namespace is not theirs. */
function podLabelsOf([rule, ...others]: readonly CiliumRule[]): LabelSelector["matchLabels"] {
    const { matchLabels } = withoutSources(rule?.endpointSelector ?? {});
    const own = Object.entries(matchLabels ?? {}).filter(([key]) => key !== namespaceLabel);
    return others.length > 0 ? undefined : Object.fromEntries(own);
}

const namespaceLabel = "io.kubernetes.pod.namespace";

/** A rule of Cilium that selects pods shuts out everyone that none of its rules lets in. */
function ciliumLimits(
    { endpointSelector, ingress, ingressDeny, enableDefaultDeny }: CiliumRule,
    { object, podLabels }: Workload,
): boolean {
    const labels = { ...podLabels, [namespaceLabel]: namespaceOf(object) };
    return (
        !!endpointSelector &&
        (!!ingress || !!ingressDeny) &&
        enableDefaultDeny?.ingress !== false &&
        matchesSelector(withoutSources(endpointSelector), labels)
    );
}

/** Cilium says in front of a label where it comes from. */
function withoutSources({ matchLabels, matchExpressions }: LabelSelector): LabelSelector {
    const without = (key = "") => key.replace(/^(k8s|any)[:.]/, "");
    return {
        matchLabels: Object.fromEntries(
            Object.entries(matchLabels ?? {}).map(([key, value]) => [without(key), value]),
        ),
        matchExpressions: (matchExpressions ?? []).map((expression) => ({
            ...expression,
            key: without(expression.key),
        })),
    };
}

/** An empty rule lets in nobody, unlike one of Kubernetes. */
function ciliumAllowsAll(rule: CiliumIngressRule, isForCluster: boolean): boolean {
    return (
        !rule.toPorts?.length &&
        (someKnown(rule.fromEntities ?? [], (entity) =>
            ["all", "world", "cluster"].includes(entity),
        ) ||
            someKnown(rule.fromCIDR ?? [], isEveryAddress) ||
            someKnown(
                rule.fromCIDRSet ?? [],
                ({ cidr, except }) => isEveryAddress(cidr ?? "") && !excludesMuch(except),
            ) ||
            (isForCluster && someKnown(rule.fromEndpoints ?? [], isEmptySelector)))
    );
}

/** What cannot be read may select. */
function calicoSelection(selector = ""): NonNullable<ReturnType<typeof calicoSelector>> {
    return calicoSelector(selector) ?? (() => true);
}

function namespaceLabels(name: string): { [key: string]: string } {
    return { "projectcalico.org/name": name, "kubernetes.io/metadata.name": name };
}

/** The first rule that is about everyone decides. */
function calicoAllowsAll(rules: readonly CalicoIngressRule[]): boolean {
    const first = rules.find(
        ({ action, protocol, source, destination }) =>
            ["Allow", "Deny"].includes(action ?? "") &&
            ["", "TCP"].includes(`${protocol ?? ""}`) &&
            isEverySource(source) &&
            !destination?.ports?.length,
    );
    return first?.action === "Allow";
}

function isEverySource(source: CalicoIngressRule["source"]): boolean {
    const { nets, ...others } = source ?? {};
    const isLimited = Object.values(others).some((value) => value !== undefined);
    return !isLimited && (!nets?.length || nets.some(isEveryAddress));
}
