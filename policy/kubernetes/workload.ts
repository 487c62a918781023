import { isBroker } from "./broker";
import { isKind, type KubernetesObject } from "./object";
import { once } from "./once";
import { type LocatedPodTemplate, templateAt, templatePlaces } from "./podTemplate";
import { ifKnown } from "./unknownValue";

/** An object that runs pods. Properties are read late, so that an unknown one hides no other. */
export interface Workload {
    readonly object: KubernetesObject;
    readonly podLabels: Readonly<{ [key: string]: string }> | undefined;
    /** Undefined where another object holds it. */
    readonly template: LocatedPodTemplate | undefined;
    readonly isBroker: boolean;
}

/** The workloads that an object is: one for each of its pod templates. */
export function workloadsOf(
    object: KubernetesObject,
    referenced: (kind: string, name: string) => KubernetesObject | undefined,
): Workload[] {
    const reference = ifKnown(() => templateReference(object));
    // The pods of a template in another stack are judged there.
    const holder = reference ? referenced(reference.kind, reference.name) : object;
    return holder
        ? templatePlaces(holder).map((place) => workloadOf(object, () => templateAt(holder, place)))
        : [];
}

function workloadOf(
    object: KubernetesObject,
    readTemplate: () => LocatedPodTemplate | undefined,
): Workload {
    const template = once(readTemplate);
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

/** The object whose pod template a Rollout takes in place of one of its own. */
export function templateReference(
    object: KubernetesObject,
): { kind: string; name: string } | undefined {
    const spec = isKind(object, "argoproj.io/Rollout") ? object.props.spec : undefined;
    const reference = spec?.template ? undefined : spec?.workloadRef;
    return reference && { kind: reference.kind ?? "", name: reference.name ?? "" };
}

/** Whether the cluster operator makes the pods, and says itself what they listen on. */
export function isOperated({ object }: Workload): boolean {
    return isKind(object, "rabbitmq.com/RabbitmqCluster");
}
