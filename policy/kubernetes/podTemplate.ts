import { isKind, type KubernetesObject } from "./object";
import { podKindOf } from "./podKinds";
import { clusterTemplate } from "./rabbitMqCluster";
import type { Container, PodTemplate } from "./shapes/pod";
import { ifKnown, type UnknownValues } from "./unknownValue";

/** A pod template, and where it stands in its object: `spec.template.` for a Deployment. */
export interface LocatedPodTemplate extends PodTemplate {
    readonly object: KubernetesObject;
    readonly path: string;
}

/** A container, and where it stands in its pod. */
export interface LocatedContainer {
    readonly container: Container;
    readonly pod: LocatedPodTemplate;
    readonly list: ContainerList;
    readonly index: number;
    /** Names it for messages: `container "web"`. */
    readonly where: string;
}

/** The template of the pods that an object makes, or undefined if it makes none. */
export function podTemplateOf(object: KubernetesObject): LocatedPodTemplate | undefined {
    const path = podKindOf(object)?.template;
    if (path === undefined) {
        return undefined;
    }
    if (isKind(object, "rabbitmq.com/RabbitmqCluster")) {
        return located(object, clusterTemplate(object), `${path}.`);
    }
    const keys = path === "" ? [] : path.split(".");
    const template = keys.reduce<unknown>(
        (value, key) => (value as { [key: string]: unknown } | undefined | null)?.[key],
        object.props,
    );
    return template ? located(object, template, path === "" ? "" : `${path}.`) : undefined;
}

/** The template that stands in the object itself, unlike one that an operator makes. */
export function ownPodTemplate(object: KubernetesObject): LocatedPodTemplate | undefined {
    return isKind(object, "rabbitmq.com/RabbitmqCluster") ? undefined : podTemplateOf(object);
}

/** Getters, so that an unknown part is met only by the rule that reads it. */
function located(
    object: KubernetesObject,
    template: PodTemplate,
    path: string,
): LocatedPodTemplate {
    return {
        object,
        path,
        get metadata() {
            return template.metadata;
        },
        get spec() {
            return template.spec;
        },
    };
}

export type ContainerList = "containers" | "initContainers" | "ephemeralContainers";

const containerLists: readonly ContainerList[] = [
    "containers",
    "initContainers",
    "ephemeralContainers",
];

/** Examines each container of a pod on its own. */
export function eachContainer(
    pod: LocatedPodTemplate,
    unknowns: UnknownValues,
    examine: (container: LocatedContainer) => void,
): void {
    for (const list of containerLists) {
        unknowns.attempt(() =>
            unknowns.each(pod.spec?.[list], (container, index) =>
                examine({
                    container,
                    pod,
                    list,
                    index,
                    where: containerLabel(container, list, index),
                }),
            ),
        );
    }
}

function containerLabel(container: Container, list: ContainerList, index: number): string {
    const name = ifKnown(() => container.name);
    const kind = list === "containers" ? "container" : list.replace(/C(ontainer)s$/, " c$1");
    return name === undefined ? `${list}[${index}]` : `${kind} "${name}"`;
}
