import type { Examination } from "../engine/examination";
import { isKind, type KubernetesObject } from "./object";
import type { Container, PodTemplate } from "./shapes";
import { ifKnown } from "./unknownValue";

/** A pod template, and where it stands in its object: `spec.template.` for a Deployment. */
export interface LocatedPodTemplate extends PodTemplate {
    readonly path: string;
}

/** The template of the pods that an object makes, or undefined if it makes none. */
export function podTemplateOf(object: KubernetesObject): LocatedPodTemplate | undefined {
    if (isKind(object, "core/Pod")) {
        return { path: "", metadata: object.props.metadata, spec: object.props.spec };
    }
    if (isKind(object, "batch/CronJob")) {
        const template = object.props.spec?.jobTemplate?.spec?.template;
        return template && located(template, "spec.jobTemplate.spec.template.");
    }
    if (
        isKind(
            object,
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "apps/ReplicaSet",
            "batch/Job",
        )
    ) {
        const template = object.props.spec?.template;
        return template && located(template, "spec.template.");
    }
    return undefined;
}

/** Getters, so that an unknown part is met only by the rule that reads it. */
function located(template: PodTemplate, path: string): LocatedPodTemplate {
    return {
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

const everyContainerList: readonly ContainerList[] = [
    "containers",
    "initContainers",
    "ephemeralContainers",
];

/** Examines each container on its own; `where` names it for messages: `container "web"`. */
export function eachContainer(
    template: LocatedPodTemplate,
    examination: Examination<unknown>,
    examine: (container: Container, where: string) => void,
    lists: readonly ContainerList[] = everyContainerList,
): void {
    for (const list of lists) {
        examination.attempt(() =>
            examination.each(template.spec?.[list], (container, index) =>
                examine(container, containerLabel(container, list, index)),
            ),
        );
    }
}

function containerLabel(container: Container, list: ContainerList, index: number): string {
    const name = ifKnown(() => container.name);
    const kind = list === "containers" ? "container" : list.replace(/C(ontainer)s$/, " c$1");
    return name === undefined ? `${list}[${index}]` : `${kind} "${name}"`;
}
