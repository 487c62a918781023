import type { Capacity } from "./capacity";
import type { PropertyChange } from "./propertyChange";

export type Action =
    "create" | "update" | "replace" | "delete" | "import" | "read" | "refresh" | "discard";

/** What a preview will do to one resource. */
export interface ResourceChange {
    action: Action;
    urn: string;
    type: string;
    name: string;
    changes: PropertyChange[];
    /** Whether a replaced resource is deleted before its replacement is created. */
    deletedFirst: boolean;
    /** The pods that the resource runs before and after, where it is a workload and they are known. */
    pods?: { before?: number; after?: number };
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
    isNewStack: boolean;
    resources: ResourceChange[];
    unchanged: number;
    outputs: PropertyChange[];
    /** An autoscaled workload counts with its most pods. */
    capacity: { before: Capacity; after: Capacity; isAutoscaled: boolean };
    findings: Finding[];
    /** Every policy that was run or reported, as `pack/policy`. */
    policies: string[];
    policyPacks: { [key: string]: string };
    errors: Diagnostic[];
    warnings: Diagnostic[];
    problems: InputProblem[];
}
