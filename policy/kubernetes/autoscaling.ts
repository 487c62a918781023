import { defaultMaxReplicaCount } from "../../redaction/keda";
import { isKind, type KubernetesObject, namespaceOf, objectName } from "./object";
import type { ScaleTargetRef } from "./shapes";
import type { Stack } from "./stack";

/** A HorizontalPodAutoscaler, or a ScaledObject of KEDA, with the defaults of its own API. */
export interface Autoscaler {
    readonly object: KubernetesObject;
    readonly target: Required<Pick<ScaleTargetRef, "kind" | "name">>;
    readonly min: number;
    readonly max: number | undefined;
    readonly minPath: string;
    readonly maxPath: string;
}

/** Properties are read late, so that an unknown one hides no other. */
export function autoscalerOf(object: KubernetesObject): Autoscaler | undefined {
    if (isKind(object, "autoscaling/HorizontalPodAutoscaler")) {
        return {
            object,
            get target() {
                const target = object.props.spec?.scaleTargetRef;
                return { kind: target?.kind ?? "", name: target?.name ?? "" };
            },
            get min() {
                return object.props.spec?.minReplicas ?? 1;
            },
            get max() {
                return object.props.spec?.maxReplicas;
            },
            minPath: "spec.minReplicas",
            maxPath: "spec.maxReplicas",
        };
    }
    if (isKind(object, "keda.sh/ScaledObject")) {
        return {
            object,
            get target() {
                const target = object.props.spec?.scaleTargetRef;
                return { kind: target?.kind ?? "Deployment", name: target?.name ?? "" };
            },
            get min() {
                return object.props.spec?.minReplicaCount ?? 0;
            },
            get max() {
                return object.props.spec?.maxReplicaCount ?? defaultMaxReplicaCount;
            },
            minPath: "spec.minReplicaCount",
            maxPath: "spec.maxReplicaCount",
        };
    }
    return undefined;
}

const autoscalersByStack = new WeakMap<Stack, Autoscaler[]>();

export function autoscalersOf(stack: Stack): readonly Autoscaler[] {
    const known = autoscalersByStack.get(stack);
    const autoscalers =
        known ?? stack.objects.map(autoscalerOf).filter((autoscaler) => autoscaler !== undefined);
    autoscalersByStack.set(stack, autoscalers);
    return autoscalers;
}

export function isTarget(autoscaler: Autoscaler, object: KubernetesObject): boolean {
    const { kind, name } = autoscaler.target;
    return (
        kind === object.kind &&
        name === objectName(object) &&
        namespaceOf(autoscaler.object) === namespaceOf(object)
    );
}
