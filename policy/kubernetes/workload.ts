import { isBroker } from "./broker";
import { isKind, type KubernetesObject } from "./object";
import { once } from "./once";
import { podKindOf } from "./podKinds";
import { type LocatedPodTemplate, podTemplateOf } from "./podTemplate";

/** An object that runs pods. Properties are read late, so that an unknown one hides no other. */
export interface Workload {
    readonly object: KubernetesObject;
    readonly podLabels: Readonly<{ [key: string]: string }> | undefined;
    /** Undefined where another object holds it. */
    readonly template: LocatedPodTemplate | undefined;
    readonly isBroker: boolean;
}

export function workloadOf(object: KubernetesObject): Workload | undefined {
    if (!podKindOf(object)) {
        return undefined;
    }
    const template = once(() => podTemplateOf(object));
    const podLabels = once(() => template()?.metadata?.labels);
    const broker = once(() => isBroker(object));
    return {
        object,
        get podLabels() {
            return podLabels();
        },
        get template() {
            return template();
        },
        get isBroker() {
            return broker();
        },
    };
}

/** Whether the cluster operator makes the pods, and says itself what they listen on. */
export function isOperated({ object }: Workload): boolean {
    return isKind(object, "rabbitmq.com/RabbitmqCluster");
}
