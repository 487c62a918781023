import { fields, list, type Schema, type TypeOf } from "../schema";
import { ifKnown } from "../unknownValue";
import { objectMeta } from "./meta";
import { type Container, container, podFields, type PodTemplate, podTemplate } from "./pod";

/** A step of Tekton. Those of Argo Workflows are lists, and only name other templates. */
const step: Schema<Container | []> = {
    ...container,
    fit: (value, place) => (Array.isArray(value) ? [] : container.fit(value, place)),
};

/** A template of Argo Workflows or a task of Tekton: a pod whose fields and containers stand side by side. */
const inlinePod = fields({
    ...podFields,
    metadata: objectMeta,
    container,
    script: container,
    containerSet: fields({ containers: list(container) }),
    steps: list(step),
    sidecars: list(container),
    stepTemplate: container,
});
export type InlinePod = TypeOf<typeof inlinePod>;

/** Whether a value holds containers itself, and not in a `spec`. */
export function isInlinePod(value: object): value is InlinePod {
    const keys = Object.keys(value);
    return (
        !keys.includes("spec") &&
        (["container", "script", "containerSet", "containers"].some((key) => keys.includes(key)) ||
            (keys.includes("steps") && !isFlow(value)))
    );
}

function isFlow(value: { steps?: unknown }): boolean {
    return Array.isArray(ifKnown(() => (value.steps as unknown[])[0]));
}

/** What stands where a pack was told to look for pod templates. */
export const podHolder: Schema<PodTemplate | InlinePod> = {
    takes: "a pod template",
    fit: (value, place) =>
        typeof value === "object" && value !== null && isInlinePod(value)
            ? inlinePod.fit(value, place)
            : podTemplate.fit(value, place),
};

/** What a template of Argo Workflows takes from its workflow, and a task of Tekton from its run. */
export const inherited = fields({ ...podFields, podTemplate: fields(podFields) });
