import { defaultMaxReplicaCount } from "../../redaction/keda";
import { isKind, type KubernetesObject, namespaceOf, objectName } from "./object";
import type { ScaleTargetRef } from "./shapes/autoscaling";

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

/** Says which object an autoscaler scales, and which autoscaler scales an object, by the same text. */
export function targetKey(autoscaler: Autoscaler): string {
    const { kind, name } = autoscaler.target;
    return keyOf(namespaceOf(autoscaler.object), kind, name);
}

export function scaledKey(object: KubernetesObject): string {
    return keyOf(namespaceOf(object), object.kind, objectName(object));
}

function keyOf(namespace: string, kind: string, name: string): string {
    return `${namespace}/${kind}/${name}`;
}

export function isTarget(autoscaler: Autoscaler, object: KubernetesObject): boolean {
    return targetKey(autoscaler) === scaledKey(object);
}
