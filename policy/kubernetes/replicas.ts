import { isKind, type KubernetesObject } from "./object";

export interface Replicas {
    readonly count: number;
    /** For messages: says so where the count is Kubernetes' default. */
    readonly text: string;
    readonly isSet: boolean;
}

/** How many replicas an object asks for; undefined for an object that has no such field. */
export function declaredReplicas(object: KubernetesObject): Replicas | undefined {
    if (
        !isKind(
            object,
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/ReplicaSet",
            "rabbitmq.com/RabbitmqCluster",
        )
    ) {
        return undefined;
    }
    const replicas = object.props.spec?.replicas;
    return replicas === undefined || replicas === null
        ? { count: 1, text: "unset, which means 1", isSet: false }
        : { count: replicas, text: `${replicas}`, isSet: true };
}
