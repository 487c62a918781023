import type { Diagnostic } from "../changes/stackPreview";
import type { Action } from "../events/action";

/** What `pulumi up` did to one resource. */
export interface AppliedChange {
    action: Exclude<Action, "read" | "discard">;
    /** As people say it: `StatefulSet`. */
    type: string;
    name: string;
}

/** What became of one stack's change. */
export interface Outcome {
    stack: string;
    /**
     * `applied`; `refused` before anything was changed: by the plan, a policy or the program; `failed` on the way;
     * `unknown` where the events end before the engine says how it went.
     */
    result: "applied" | "refused" | "failed" | "unknown";
    done: AppliedChange[];
    failed: AppliedChange[];
    unchanged: number;
    errors: Diagnostic[];
    /** Whether the change is not the one that was planned. */
    differsFromPlan: boolean;
    /** Resources of the plan that the program does not declare. */
    notDeclared: string[];
    /** Whether the engine doubts that its state tells what is there. */
    maybeCorrupt: boolean;
    seconds: number;
}
