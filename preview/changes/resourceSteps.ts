import { type Action, actionOf } from "../events/action";
import type { ResourceState, StepMetadata } from "../events/engineEvent";
import { kindOf, resourceName } from "../events/urn";
import { type DeclaredResource, mostPodsByWorkload, workloadId } from "./autoscaling";
import { podCount, stackCapacity } from "./capacity";
import { dataLossOf } from "./dataLoss";
import { driftOf } from "./drift";
import type { TypeTest } from "./holdsData";
import { keepsUp } from "./keepsUp";
import { keptStorageBytes } from "./keptStorage";
import { propertyChanges } from "./propertyChange";
import { provisionalName } from "./provisionalName";
import type { Redaction } from "./redaction";
import { resourceNotes } from "./resourceNotes";
import { sortedBy } from "./sortedBy";
import type { Drift, ResourceChange, ResourceNote, StackPreview } from "./stackPreview";

const stackType = "pulumi:pulumi:Stack";

/** What the steps of a preview come to, resource by resource. */
export class ResourceSteps {
    private readonly changes = new Map<string, ResourceChange>();
    private readonly unchanged = new Set<string>();
    private readonly refreshed = new Set<string>();
    private readonly drift = new Map<string, Drift>();
    private readonly notes: ResourceNote[] = [];
    private readonly before = new Map<string, DeclaredResource>();
    private readonly after = new Map<string, DeclaredResource>();
    private outputs: StackPreview["outputs"] = [];
    private isNewStack = false;

    constructor(
        private readonly redaction: Redaction,
        private readonly holdsData: TypeTest,
    ) {}

    add(step: StepMetadata): void {
        this.remember(step);
        if (step.op === "refresh") {
            // What a refresh finds is drift; what happens to the resource is said by the step that follows.
            this.refreshed.add(step.urn);
            return;
        }
        this.refreshed.delete(step.urn);
        this.addStates(step);
        this.notes.push(...resourceNotes(step));
        const action = actionOf(step);
        if (!action) {
            this.unchanged.add(step.urn);
            return;
        }
        this.isNewStack ||= step.type === stackType && step.op === "create";
        const known = this.changes.get(step.urn);
        if (!known) {
            this.changes.set(step.urn, this.changeOf(step, action));
        } else if (step.op === "replace") {
            // Of a replacement's three steps this one has both states, and the diff between them.
            const { deletedFirst, isRetained } = known;
            const change = this.changeOf(step, "replace");
            this.changes.set(step.urn, {
                ...change,
                deletedFirst,
                isRetained: change.isRetained || isRetained,
            });
        }
    }

    /** What a refresh found, and the outputs of the stack; other outputs say nothing that the inputs do not. */
    addOutputs(step: StepMetadata): void {
        this.remember(step);
        const drift = this.refreshed.delete(step.urn) ? driftOf(step, this.redaction) : undefined;
        if (drift) {
            this.drift.set(step.urn, drift);
        } else if (step.type === stackType && step.op !== "refresh") {
            const outputs = (state?: ResourceState | null) => ({ inputs: state?.outputs });
            const { op, urn, type } = step;
            const states = { old: outputs(step.old), new: outputs(step.new) };
            this.outputs = propertyChanges({ op, urn, type, ...states }, this.redaction);
        }
    }

    /** Whatever else is shown, no secret of these states is. */
    remember(step: Pick<StepMetadata, "old" | "new"> & Partial<StepMetadata>): void {
        for (const state of [step.old, step.new]) {
            this.redaction.addObject(step.type, state?.inputs);
            this.redaction.addMarked(state?.inputs);
            this.redaction.addMarked(state?.outputs);
        }
        const provisional = provisionalName(step);
        if (provisional) {
            this.redaction.replace(provisional.name, provisional.shown);
        }
    }

    finish() {
        const [before, after] = [[...this.before.values()], [...this.after.values()]];
        const mostBefore = mostPodsByWorkload(before);
        const mostAfter = mostPodsByWorkload(after);
        const autoscaled = new Set([...mostBefore.keys(), ...mostAfter.keys()]);
        const kept = keptStorageBytes(this.before, this.after);
        const capacityAfter = stackCapacity(after, mostAfter);
        const resources = [...this.changes.values()].map((change) => ({
            ...change,
            ...this.podsOf(change, autoscaled),
            ...this.keepsUpOf(change, mostBefore, mostAfter),
        }));
        return {
            resources: sortedBy(withFullKinds(resources), ({ urn }) => urn),
            unchanged: this.unchanged.size,
            outputs: this.outputs,
            drift: sortedBy(this.drift.values(), ({ urn }) => urn),
            notes: sortedBy(this.notes, ({ urn, is }) => `${urn} ${is}`),
            isNewStack: this.isNewStack,
            capacity: {
                before: stackCapacity(before, mostBefore),
                after: { ...capacityAfter, storageBytes: capacityAfter.storageBytes + kept },
                isAutoscaled: autoscaled.size > 0,
                keptStorageBytes: kept,
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

    private keepsUpOf(
        { urn }: ResourceChange,
        mostBefore: Map<string, number>,
        mostAfter: Map<string, number>,
    ): Pick<ResourceChange, "keepsUp"> {
        const of = (resource: DeclaredResource | undefined, most: Map<string, number>) =>
            keepsUp(resource, resource && most.get(workloadId(resource)));
        const before = of(this.before.get(urn), mostBefore);
        const after = of(this.after.get(urn), mostAfter);
        return after ? { keepsUp: { before, after } } : {};
    }

    private addStates({ op, urn, type, old, new: planned }: StepMetadata): void {
        if (old && op !== "create") {
            this.before.set(urn, { type, inputs: old.inputs });
        }
        if (planned && !/^delete|^discard/.test(op)) {
            this.after.set(urn, { type, inputs: planned.inputs });
        } else if (op === "delete" && old?.retainOnDelete) {
            this.after.set(urn, { type, inputs: old.inputs });
        }
    }

    private changeOf(step: StepMetadata, action: Action): ResourceChange {
        const { urn, type, old } = step;
        const isRetained = old?.retainOnDelete === true && /^(forget|replace)$/.test(action);
        const dataLoss = dataLossOf(
            { action, type, isRetained },
            old?.inputs,
            step.new?.inputs,
            this.holdsData,
        );
        return {
            action,
            urn,
            type,
            kind: kindOf(type),
            name: resourceName(urn),
            changes: propertyChanges(step, this.redaction),
            deletedFirst: step.op === "delete-replaced",
            isRetained,
            ...(dataLoss && { dataLoss }),
        };
    }
}

/** Where two resources have the same kind and name, the full type tells which one is meant, or all types above it. */
function withFullKinds(resources: ResourceChange[]): ResourceChange[] {
    const isAlike = (of: (resource: ResourceChange) => string) => {
        const count = new Map<string, number>();
        resources.forEach((r) => count.set(of(r), (count.get(of(r)) ?? 0) + 1));
        return (resource: ResourceChange) => (count.get(of(resource)) ?? 0) > 1;
    };
    const byKind = isAlike(({ kind, name }) => `${kind} ${name}`);
    const byType = isAlike(({ type, name }) => `${type} ${name}`);
    return resources.map((resource) => {
        const { type, urn, kind } = resource;
        const full = byType(resource) ? (urn.split("::")[2] ?? type) : type;
        return { ...resource, kind: byKind(resource) ? full : kind };
    });
}
