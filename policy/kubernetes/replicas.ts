import { isKind, type KubernetesObject } from "./object";
import { isReplicated } from "./podKinds";

export interface Replicas {
    readonly count: number;
    /** For messages: says so where the count is Kubernetes' default. */
    readonly text: string;
    readonly isSet: boolean;
    readonly path: string;
}

/** How many replicas an object asks for; undefined for an object that has no such field. */
export function declaredReplicas(object: KubernetesObject): Replicas | undefined {
    if (!isReplicated(object)) {
        return undefined;
    }
    const spec = (object as KubernetesObject<{ spec?: { replicas?: number } }>).props.spec;
    const overriding = isKind(object, "rabbitmq.com/RabbitmqCluster")
        ? object.props.spec?.override?.statefulSet?.spec?.replicas
        : undefined;
    const replicas = overriding ?? spec?.replicas;
    const path = isUnset(overriding) ? "spec.replicas" : "spec.override.statefulSet.spec.replicas";
    return isUnset(replicas)
        ? { count: 1, text: "unset, which means 1", isSet: false, path }
        : { count: replicas, text: `${replicas}`, isSet: true, path };
}

function isUnset(value: number | undefined | null): value is undefined | null {
    return value === undefined || value === null;
}
