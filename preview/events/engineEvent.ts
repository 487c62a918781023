/** What a step does to a resource, in the engine's words. */
export const operations = [
    "same",
    "create",
    "update",
    "delete",
    "replace",
    "create-replacement",
    "delete-replaced",
    "read",
    "read-replacement",
    "refresh",
    "discard",
    "discard-replaced",
    "remove-pending-replace",
    "import",
    "import-replacement",
] as const;
export type Operation = (typeof operations)[number];

export const diffKinds = [
    "add",
    "add-replace",
    "delete",
    "delete-replace",
    "update",
    "update-replace",
] as const;
export type DiffKind = (typeof diffKinds)[number];

/** Property values as the engine serializes them; secrets and unknowns are marked objects and strings. */
export type Properties = { [key: string]: unknown };

export interface ResourceState {
    inputs?: Properties | null;
    outputs?: Properties | null;
    /** Another one than the step's where the resource was renamed. */
    urn?: string;
    protect?: boolean;
    /** Whether `delete` leaves the object itself alone. */
    retainOnDelete?: boolean;
    /** Property paths, as arrays of keys, whose values the program asked not to show. */
    hideDiffs?: (string | number)[][] | null;
}

export interface StepMetadata {
    op: Operation;
    urn: string;
    type: string;
    old?: ResourceState | null;
    new?: ResourceState | null;
    keys?: string[] | null;
    diffs?: string[] | null;
    detailedDiff?: { [key: string]: { diffKind: DiffKind } } | null;
}

export interface StepEvent {
    metadata: StepMetadata;
}

export interface DiagnosticEvent {
    urn?: string;
    message: string;
    severity: string;
    ephemeral?: boolean;
}

export interface PolicyEvent {
    resourceUrn?: string;
    message: string;
    policyName: string;
    policyPackName: string;
    policyPackVersion?: string;
    enforcementLevel: string;
    severity?: string;
}

export interface PolicySummaryEvent {
    policyPackName: string;
    policyPackVersion?: string;
    passed?: string[] | null;
    failed?: string[] | null;
}

/** What a policy made of a resource's properties before they were planned. */
export interface PolicyRemediationEvent {
    resourceUrn?: string;
    policyName: string;
    policyPackName: string;
    policyPackVersion?: string;
    before?: Properties | null;
    after?: Properties | null;
}

export interface SummaryEvent {
    isPreview: boolean;
    maybeCorrupt?: boolean;
    /** How many resources the engine counted, by operation. */
    resourceChanges?: { [operation: string]: number } | null;
    result?: string;
    PolicyPacks?: { [key: string]: string } | null;
}

/** The event kinds that the preview reads, by the name of the one field that a line has beside sequence and timestamp. */
export interface EngineEvents {
    resourcePreEvent: StepEvent;
    resOutputsEvent: StepEvent;
    resOpFailedEvent: StepEvent;
    diagnosticEvent: DiagnosticEvent;
    errorEvent: { error: string };
    policyEvent: PolicyEvent;
    policyRemediationEvent: PolicyRemediationEvent;
    policyAnalyzeSummaryEvent: PolicySummaryEvent;
    policyAnalyzeStackSummaryEvent: PolicySummaryEvent;
    summaryEvent: SummaryEvent;
}
export type EngineEventKind = keyof EngineEvents;

export type EngineEvent = {
    [Kind in EngineEventKind]: { kind: Kind; event: EngineEvents[Kind] };
}[EngineEventKind];

/** Known kinds that say nothing a reviewer needs. */
export const ignoredKinds = [
    "preludeEvent",
    "stdoutEvent",
    "cancelEvent",
    "policyLoadEvent",
    "policyRemediateSummaryEvent",
    "startDebuggingEvent",
    "progressEvent",
] as const;
