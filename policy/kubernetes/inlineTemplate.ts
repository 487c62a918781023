import type { KubernetesObject } from "./object";
import { overlaid } from "./overlay";
import { fit, raisedWhenRead, type TypeOf } from "./schema";
import { inherited, type InlinePod } from "./shapes/inlinePod";
import type { Container, PodSpec, PodTemplate } from "./shapes/pod";

/**
 * The pod that a template of Argo Workflows or a task of Tekton describes: with all of its containers in one list, and
 * what the workflow or the run says for all of its pods.
 */
export function inlineTemplate(inline: InlinePod, object: KubernetesObject): PodTemplate {
    const { spec } = object.props as { spec?: unknown };
    return {
        get metadata() {
            return inline.metadata;
        },
        get spec() {
            const around: TypeOf<typeof inherited> = fit(inherited, spec).value ?? {};
            const own = overlaid<PodSpec>(inline, { containers: containersOf(inline) });
            return [around, around.podTemplate, own].reduce<PodSpec>(
                (base, patch) => overlaid(base, patch),
                "steps" in inline ? ofTheRun : {},
            );
        },
    };
}

/** A task says nothing of these: whoever runs it does, and is judged where it says otherwise. */
const ofTheRun: PodSpec = { serviceAccountName: "of the run", automountServiceAccountToken: false };

/** One that is not known yet raises its error where it is read, and hides no other. */
function containersOf(inline: InlinePod): Container[] {
    const all: Container[] = [];
    const add = (read: () => Container | [] | undefined, base?: () => Container | undefined) => {
        try {
            const container = read();
            if (container && !Array.isArray(container)) {
                all.push(overlaid(base?.() ?? {}, container));
            }
        } catch (error) {
            raisedWhenRead(all, all.length, error);
        }
    };
    const addEach = (
        read: () => readonly (Container | [])[] | undefined,
        base?: () => Container | undefined,
    ) => {
        let count = 1;
        for (let index = 0; index < count; index++) {
            add(() => {
                const containers = read() ?? [];
                count = containers.length;
                return containers[index];
            }, base);
        }
    };
    for (const field of ["container", "script"] as const) {
        add(() => inline[field], main);
    }
    addEach(() => inline.containerSet?.containers);
    addEach(
        () => inline.steps,
        () => inline.stepTemplate,
    );
    addEach(() => inline.containers);
    addEach(() => inline.sidecars);
    return all;
}

/** As Argo Workflows calls the container of a template. */
const main = () => ({ name: "main" });
