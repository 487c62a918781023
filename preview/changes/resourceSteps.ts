import type { Operation, ResourceState, StepMetadata } from "../events/engineEvent";
import { resourceName } from "../events/urn";
import { type DeclaredResource, mostPodsByWorkload, workloadId } from "./autoscaling";
import { podCount, stackCapacity } from "./capacity";
import { propertyChanges } from "./propertyChange";
import { provisionalName } from "./provisionalName";
import { secretTexts } from "./redaction";
import { sortedBy } from "./sortedBy";
import type { Action, ResourceChange, StackPreview } from "./stackPreview";

const stackType = "pulumi:pulumi:Stack";
const actions: { [operation in Exclude<Operation, "same">]: Action } = {
    create: "create",
    update: "update",
    delete: "delete",
    replace: "replace",
    "create-replacement": "replace",
    "delete-replaced": "replace",
    read: "read",
    "read-replacement": "read",
    refresh: "refresh",
    discard: "discard",
    "discard-replaced": "discard",
    "remove-pending-replace": "delete",
    import: "import",
    "import-replacement": "import",
};

/** What the steps of a preview come to, resource by resource. */
export class ResourceSteps {
    private readonly changes = new Map<string, ResourceChange>();
    private readonly unchanged = new Set<string>();
    private readonly before = new Map<string, DeclaredResource>();
    private readonly after = new Map<string, DeclaredResource>();
    private outputs: StackPreview["outputs"] = [];
    private isNewStack = false;
    /** What must not be shown as it stands in the stream, and what is shown for it. */
    readonly replacements = new Map<string, string>();

    add(step: StepMetadata): void {
        this.rememberTexts(step);
        this.addStates(step);
        if (step.op === "same") {
            this.unchanged.add(step.urn);
            return;
        }
        this.isNewStack ||= step.type === stackType && step.op === "create";
        const known = this.changes.get(step.urn);
        if (!known) {
            this.changes.set(step.urn, changeOf(step, actions[step.op]));
        } else if (step.op === "replace") {
            // Of a replacement's three steps this one has both states, and the diff between them.
            const { deletedFirst } = known;
            this.changes.set(step.urn, { ...changeOf(step, "replace"), deletedFirst });
        }
    }

    /** The outputs of the stack; those of other resources say nothing that their inputs do not. */
    addOutputs(step: StepMetadata): void {
        this.rememberTexts(step);
        if (step.type === stackType) {
            const outputs = (state?: ResourceState | null) => ({ inputs: state?.outputs });
            const { op, urn, type } = step;
            const states = { old: outputs(step.old), new: outputs(step.new) };
            this.outputs = propertyChanges({ op, urn, type, ...states });
        }
    }

    finish() {
        const [before, after] = [[...this.before.values()], [...this.after.values()]];
        const mostBefore = mostPodsByWorkload(before);
        const mostAfter = mostPodsByWorkload(after);
        const autoscaled = new Set([...mostBefore.keys(), ...mostAfter.keys()]);
        const resources = [...this.changes.values()].map((change) => ({
            ...change,
            ...this.podsOf(change, autoscaled),
        }));
        return {
            resources: sortedBy(resources, ({ urn }) => urn),
            unchanged: this.unchanged.size,
            outputs: this.outputs,
            isNewStack: this.isNewStack,
            capacity: {
                before: stackCapacity(before, mostBefore),
                after: stackCapacity(after, mostAfter),
                isAutoscaled: autoscaled.size > 0,
            },
        } satisfies Partial<StackPreview>;
    }

    /** An autoscaled workload has as many pods as its autoscaler says, which no preview knows. */
    private podsOf(
        { urn, type }: ResourceChange,
        autoscaled: Set<string>,
    ): Pick<ResourceChange, "pods"> {
        if (!/^kubernetes:apps\/v1:(Deployment|StatefulSet)$/.test(type)) {
            return {};
        }
        const count = (resource?: DeclaredResource) =>
            resource && !autoscaled.has(workloadId(resource))
                ? podCount(resource.inputs)
                : undefined;
        return { pods: { before: count(this.before.get(urn)), after: count(this.after.get(urn)) } };
    }

    private rememberTexts(step: StepMetadata): void {
        for (const state of [step.old, step.new]) {
            for (const text of [...secretTexts(state?.inputs), ...secretTexts(state?.outputs)]) {
                this.replacements.set(text, "[secret]");
            }
        }
        const provisional = provisionalName(step);
        if (provisional) {
            this.replacements.set(provisional.name, provisional.shown);
        }
    }

    private addStates({ op, urn, type, old, new: planned }: StepMetadata): void {
        if (old && op !== "create") {
            this.before.set(urn, { type, inputs: old.inputs });
        }
        if (planned && !/^delete|^discard/.test(op)) {
            this.after.set(urn, { type, inputs: planned.inputs });
        }
    }
}

function changeOf(step: StepMetadata, action: Action): ResourceChange {
    return {
        action,
        urn: step.urn,
        type: step.type,
        name: resourceName(step.urn),
        changes: propertyChanges(step),
        deletedFirst: step.op === "delete-replaced",
    };
}
