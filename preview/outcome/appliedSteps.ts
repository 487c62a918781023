import { actionOf } from "../events/action";
import type { EngineEvent, StepMetadata } from "../events/engineEvent";
import { kindOf, resourceName, resourceType } from "../events/urn";
import type { AppliedChange } from "./outcome";

const stackType = "pulumi:pulumi:Stack";

/** What the steps of an update came to, resource by resource. */
export class AppliedSteps {
    private readonly done = new Map<string, AppliedChange>();
    private readonly failed = new Map<string, AppliedChange>();
    private readonly unchanged = new Set<string>();
    private readonly seen = new Set<string>();

    add({ kind, event }: EngineEvent): void {
        if (kind === "resourcePreEvent") {
            this.seen.add(event.metadata.urn);
        } else if (kind === "resOutputsEvent") {
            this.addTo(this.done, event.metadata);
        } else if (kind === "resOpFailedEvent") {
            this.addTo(this.failed, event.metadata);
        }
    }

    finish(): { done: AppliedChange[]; failed: AppliedChange[]; unchanged: number } {
        const done = [...this.done].filter(([urn]) => !this.failed.has(urn));
        return {
            done: done.map(([, change]) => change),
            failed: [...this.failed.values()],
            unchanged: this.unchanged.size,
        };
    }

    /** Those of the given resources that the program did not declare; a provider is no one's declaration. */
    unseen(urns: string[]): string[] {
        return urns
            .filter((urn) => !this.seen.has(urn) && !resourceType(urn).startsWith("pulumi:"))
            .map((urn) => `${kindOf(resourceType(urn))} ${resourceName(urn)}`);
    }

    private addTo(changes: Map<string, AppliedChange>, step: StepMetadata): void {
        const { op, urn, type } = step;
        const action = actionOf(step);
        if (type === stackType) {
            return;
        }
        if (op === "same") {
            this.unchanged.add(urn);
        } else if (action && action !== "read" && action !== "discard") {
            changes.set(urn, { action, type: kindOf(type), name: resourceName(urn) });
        }
    }
}
