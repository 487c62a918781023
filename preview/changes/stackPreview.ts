import type { Action } from "../events/action";
import type { Capacity } from "./capacity";
import type { KeepsUp } from "./keepsUp";
import type { PropertyChange } from "./propertyChange";

/** What a preview will do to one resource. */
export interface ResourceChange {
    action: Action;
    urn: string;
    type: string;
    /** The kind that people say, or the full type where another resource has the same kind and name. */
    kind: string;
    name: string;
    changes: PropertyChange[];
    /** Whether a replaced resource is deleted before its replacement is created. */
    deletedFirst: boolean;
    /** Whether the object that is replaced stays: `retainOnDelete`. What would be deleted is only forgotten then. */
    isRetained: boolean;
    /** What the change does to the data that the resource holds, as a verb: `deletes`, `shrinks`. */
    dataLoss?: string;
    /** The pods that the resource runs before and after, where it is a workload and they are known. */
    pods?: { before?: number; after?: number };
    /** What the workload keeps up with, where it says what it has to. */
    keepsUp?: { before?: KeepsUp; after: KeepsUp };
}

/** What a refresh found to be other than the stack's state says. */
export interface Drift {
    urn: string;
    kind: string;
    name: string;
    /** Whether the object is gone. */
    isGone: boolean;
    changes: PropertyChange[];
}

/** What a policy made of a resource's properties. */
export interface Remediation {
    policy: string;
    pack: string;
    urn: string;
    changes: PropertyChange[];
}

/** What happens to a resource itself, whether or not its properties change. */
export interface ResourceNote {
    urn: string;
    kind: string;
    name: string;
    is: "no longer protected" | "renamed";
    /** The name so far, of what is renamed. */
    formerName?: string;
}

export type Level = "mandatory" | "advisory" | "not evaluated";

/** What one policy says about one resource, or about the stack. */
export interface Finding {
    level: Level;
    pack: string;
    policy: string;
    severity: string;
    urn: string;
    /** The policy's own sentence. */
    description: string;
    /** What is wrong here and how to mend it. */
    message: string;
}

export interface Diagnostic {
    urn: string;
    message: string;
}

/** What is wrong with the input itself: the lines (from 1) and what each of them is or has. */
export interface InputProblem {
    lines: number[];
    message: string;
}

/** All that a reviewer wants to know about the preview of one stack. */
export interface StackPreview {
    stack: string;
    outcome: "succeeded" | "failed" | "canceled" | "incomplete";
    /** The URNs, `*` standing for any text, of what alone the preview looked at; none where it looked at all. */
    targets: string[];
    isNewStack: boolean;
    resources: ResourceChange[];
    unchanged: number;
    outputs: PropertyChange[];
    drift: Drift[];
    remediations: Remediation[];
    notes: ResourceNote[];
    /** An autoscaled workload counts with its most pods. */
    capacity: {
        before: Capacity;
        after: Capacity;
        isAutoscaled: boolean;
        keptStorageBytes: number;
    };
    findings: Finding[];
    /** Every policy that was run or reported, as `pack/policy`. */
    policies: string[];
    policyPacks: { [key: string]: string };
    errors: Diagnostic[];
    warnings: Diagnostic[];
    problems: InputProblem[];
}
