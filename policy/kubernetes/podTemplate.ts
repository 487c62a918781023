import { inlineTemplate } from "./inlineTemplate";
import { isKind, type KubernetesObject } from "./object";
import { podKindOf, podTemplatesTold } from "./podKinds";
import { clusterTemplate } from "./rabbitMqCluster";
import { isInlinePod } from "./shapes/inlinePod";
import type { Container, PodTemplate } from "./shapes/pod";
import { cannotBeJudged, ifKnown, type UnknownValues } from "./unknownValue";

/** A pod template, and where it stands in its object. */
export interface LocatedPodTemplate extends PodTemplate {
    readonly object: KubernetesObject;
    /** `spec.template.` for a Deployment. */
    readonly path: string;
    /** `spec.template.spec.` for a Deployment. */
    readonly specPath: string;
    /** Names it for messages where the object has several: `spec.tasks[0].template `. */
    readonly label: string;
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

type Place = readonly (string | number)[];

/** The template of the pods that an object makes, or undefined if it makes none; the first, if it has several. */
export function podTemplateOf(object: KubernetesObject): LocatedPodTemplate | undefined {
    const [place] = templatePlaces(object);
    return place && templateAt(object, place);
}

/** Examines each pod that an object makes on its own. */
export function eachPod(
    object: KubernetesObject,
    unknowns: UnknownValues,
    examine: (pod: LocatedPodTemplate) => void,
): void {
    unknowns.each(templatePlaces(object), (place) => {
        const pod = templateAt(object, place);
        if (pod) {
            examine(pod);
        }
    });
}

/** The same for pods whose fields stand in the object as they will be, and that a remediation can set. */
export function eachWholePod(
    object: KubernetesObject,
    unknowns: UnknownValues,
    examine: (pod: LocatedPodTemplate) => void,
): void {
    if (!isKind(object, "rabbitmq.com/RabbitmqCluster")) {
        eachPod(object, unknowns, (pod) => {
            if (pod.specPath !== pod.path) {
                examine(pod);
            }
        });
    }
}

/** Where an object may have a pod template. A place that is not known yet raises its error once it is read. */
export function templatePlaces(object: KubernetesObject): Place[] {
    return (podKindOf(object)?.templates ?? []).flatMap((path) =>
        (path === "" ? [] : path.split(".")).reduce<Place[]>(
            (places, key) =>
                places.flatMap((place) =>
                    key === "*" ? placesIn(object.props, place) : [[...place, key]],
                ),
            [[]],
        ),
    );
}

function placesIn(props: object, place: Place): Place[] {
    try {
        const holder = valueAt(props, place);
        const keys: Iterable<string | number> = Array.isArray(holder)
            ? holder.keys()
            : Object.keys(holder ?? {});
        return Array.from(keys, (key) => [...place, key]);
    } catch (error) {
        if (!cannotBeJudged(error)) {
            throw error;
        }
        return [[...place, "*"]];
    }
}

function valueAt(props: object, place: Place): unknown {
    return place.reduce<unknown>(
        (value, key) => (value as { [key: string | number]: unknown } | undefined | null)?.[key],
        props,
    );
}

export function templateAt(object: KubernetesObject, place: Place): LocatedPodTemplate | undefined {
    const path = place.reduce<string>(
        (text, key) =>
            typeof key === "number" ? `${text}[${key}]` : `${text}${text && "."}${key}`,
        "",
    );
    const prefix = path && `${path}.`;
    const [template, specPath] = templateIn(object, place, prefix);
    return (
        template && {
            object,
            path: prefix,
            specPath,
            label: path.includes("[") ? `${path} ` : "",
            // Getters, so that an unknown part is met only by the rule that reads it.
            get metadata() {
                return template.metadata;
            },
            get spec() {
                return template.spec;
            },
        }
    );
}

function templateIn(
    object: KubernetesObject,
    place: Place,
    path: string,
): [template: PodTemplate | undefined, specPath: string] {
    if (isKind(object, "rabbitmq.com/RabbitmqCluster")) {
        return [clusterTemplate(object), `${path}spec.`];
    }
    const value = valueAt(object.props, place);
    if (typeof value !== "object" || value === null) {
        return [undefined, path];
    }
    if (!podTemplatesTold(object)) {
        return [value, `${path}spec.`];
    }
    if (isInlinePod(value)) {
        return [inlineTemplate(value, object), path];
    }
    // What stands beside pods in the same list makes none.
    return [Object.hasOwn(value, "spec") ? value : undefined, `${path}spec.`];
}

/** Whether pods run for as long as their object does, so that others can rely on them. */
export function runsOn(pod: LocatedPodTemplate): boolean {
    return podKindOf(pod.object)?.runs === "on" && !endsByItself(pod);
}

/** Only a pod of its own and those of custom resources may end: every other kind starts its pods again. */
function endsByItself({ object, spec, path, specPath }: LocatedPodTemplate): boolean {
    const mayEnd = isKind(object, "core/Pod") || !!podTemplatesTold(object);
    return mayEnd && (path === specPath || (spec?.restartPolicy ?? "Always") !== "Always");
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
                    where: `${pod.label}${containerLabel(container, list, index)}`,
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
