import { isBroker } from "./broker";
import { isKind, type KubernetesObject } from "./object";
import { once } from "./once";
import { podKindOf } from "./podKinds";
import { type LocatedPodTemplate, podTemplateOf } from "./podTemplate";
import { ifKnown } from "./unknownValue";

/** An object that runs pods. Properties are read late, so that an unknown one hides no other. */
export interface Workload {
    readonly object: KubernetesObject;
    readonly podLabels: Readonly<{ [key: string]: string }> | undefined;
    /** Undefined where another object holds it. */
    readonly template: LocatedPodTemplate | undefined;
    readonly isBroker: boolean;
}

/** `referenced` finds the object whose pod template another one takes. */
export function workloadOf(
    object: KubernetesObject,
    referenced: (kind: string, name: string) => KubernetesObject | undefined,
): Workload | undefined {
    if (!podKindOf(object)) {
        return undefined;
    }
    const reference = ifKnown(() => templateReference(object));
    const holder = reference ? referenced(reference.kind, reference.name) : object;
    // The pods of a template in another stack are judged there.
    if (!holder) {
        return undefined;
    }
    const template = once(() => podTemplateOf(holder));
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

function templateReference(object: KubernetesObject): { kind: string; name: string } | undefined {
    const spec = isKind(object, "argoproj.io/Rollout") ? object.props.spec : undefined;
    const reference = spec?.template ? undefined : spec?.workloadRef;
    return reference && { kind: reference.kind ?? "", name: reference.name ?? "" };
}

/** Whether the cluster operator makes the pods, and says itself what they listen on. */
export function isOperated({ object }: Workload): boolean {
    return isKind(object, "rabbitmq.com/RabbitmqCluster");
}
