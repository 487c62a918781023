import { Ajv, type JSONSchemaType, type Schema, type ValidateFunction } from "ajv";

import { diffKinds, type EngineEventKind, type EngineEvents, operations } from "./engineEvent";

// Only what the preview reads is described: newer CLIs may add fields without harm.
const text = { type: "string" };
const texts = { type: "array", items: text, nullable: true };
const properties = { type: "object", nullable: true };
const state = {
    type: "object",
    nullable: true,
    properties: {
        urn: text,
        protect: { type: "boolean" },
        retainOnDelete: { type: "boolean" },
        inputs: properties,
        outputs: properties,
        hideDiffs: { type: "array", nullable: true, items: { type: "array" } },
    },
};

const step: Schema = {
    type: "object",
    required: ["metadata"],
    properties: {
        metadata: {
            type: "object",
            required: ["op", "urn", "type"],
            properties: {
                op: { type: "string", enum: operations },
                urn: { type: "string", pattern: "^urn:pulumi:" },
                type: text,
                old: state,
                new: state,
                keys: texts,
                diffs: texts,
                detailedDiff: {
                    type: "object",
                    nullable: true,
                    additionalProperties: {
                        type: "object",
                        required: ["diffKind"],
                        properties: { diffKind: { type: "string", enum: diffKinds } },
                    },
                },
            },
        },
    },
};

const policySummary: Schema = {
    type: "object",
    required: ["policyPackName"],
    properties: {
        policyPackName: text,
        policyPackVersion: text,
        passed: texts,
        failed: texts,
    },
};

const error: JSONSchemaType<EngineEvents["errorEvent"]> = {
    type: "object",
    required: ["error"],
    properties: { error: { type: "string" } },
};

const schemas: { [engineEventKind in EngineEventKind]: Schema } = {
    resourcePreEvent: step,
    resOutputsEvent: step,
    resOpFailedEvent: step,
    diagnosticEvent: {
        type: "object",
        required: ["message", "severity"],
        properties: {
            urn: text,
            message: text,
            severity: text,
            ephemeral: { type: "boolean" },
        },
    },
    errorEvent: error,
    policyEvent: {
        type: "object",
        required: ["message", "policyName", "policyPackName", "enforcementLevel"],
        properties: {
            resourceUrn: text,
            message: text,
            policyName: text,
            policyPackName: text,
            policyPackVersion: text,
            enforcementLevel: { enum: ["advisory", "warning", "mandatory", "remediate"] },
            severity: text,
        },
    },
    policyRemediationEvent: {
        type: "object",
        required: ["policyName", "policyPackName"],
        properties: {
            resourceUrn: text,
            policyName: text,
            policyPackName: text,
            policyPackVersion: text,
            before: properties,
            after: properties,
        },
    },
    policyAnalyzeSummaryEvent: policySummary,
    policyAnalyzeStackSummaryEvent: policySummary,
    summaryEvent: {
        type: "object",
        required: ["isPreview"],
        properties: {
            isPreview: { const: true },
            maybeCorrupt: { type: "boolean" },
            resourceChanges: {
                type: "object",
                nullable: true,
                additionalProperties: { type: "number" },
            },
            result: { enum: ["succeeded", "failed", "canceled"] },
            PolicyPacks: { type: "object", nullable: true, additionalProperties: text },
        },
    },
};

const ajv = new Ajv({
    ...{ allErrors: true, verbose: true, strict: true, allowUnionTypes: true },
    // These schemas never change: to check each of them against the schema of schemas takes longer than to compile it.
    ...{ meta: false, validateSchema: false },
});

export const validators = Object.fromEntries(
    Object.entries(schemas).map(([kind, schema]) => [kind, ajv.compile(schema)]),
) as { [engineEventKind in EngineEventKind]: ValidateFunction };
