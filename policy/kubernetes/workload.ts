import { isBroker } from "./broker";
import { isKind, type KubernetesObject, objectName } from "./object";
import { type LocatedPodTemplate, podTemplateOf } from "./podTemplate";

/** An object that runs pods. Properties are read late, so that an unknown one hides no other. */
export interface Workload {
    readonly object: KubernetesObject;
    readonly podLabels: Readonly<{ [key: string]: string }> | undefined;
    /** Undefined where an operator makes the pods. */
    readonly template: LocatedPodTemplate | undefined;
    readonly isBroker: boolean;
}

export function workloadOf(object: KubernetesObject): Workload | undefined {
    if (isKind(object, "rabbitmq.com/RabbitmqCluster")) {
        return {
            object,
            get podLabels() {
                return operatorLabels(objectName(object));
            },
            template: undefined,
            isBroker: true,
        };
    }
    if (
        !isKind(
            object,
            "core/Pod",
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "apps/ReplicaSet",
            "batch/Job",
            "batch/CronJob",
        )
    ) {
        return undefined;
    }
    return {
        object,
        get podLabels() {
            return podTemplateOf(object)?.metadata?.labels;
        },
        get template() {
            return podTemplateOf(object);
        },
        get isBroker() {
            return isBroker(object);
        },
    };
}

/** What the RabbitMQ cluster operator puts on the pods of a RabbitmqCluster. */
function operatorLabels(name: string): { [key: string]: string } {
    return {
        "app.kubernetes.io/name": name,
        "app.kubernetes.io/component": "rabbitmq",
        "app.kubernetes.io/part-of": "rabbitmq",
    };
}
