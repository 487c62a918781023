import type {
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";

import { type KubernetesObject, kubernetesObject } from "../kubernetes/object";
import { Stack } from "../kubernetes/stack";
import { docsUrl } from "./docsUrl";
import { Examination } from "./examination";
import { examineObject, judgesObjects } from "./examineObject";
import type { Exemptions } from "./exemptions";
import type { PropertySchema, Rule } from "./rule";

export type Policy = ResourceValidationPolicy &
    Partial<Pick<StackValidationPolicy, "validateStack">>;

/** The rule as Pulumi runs it. */
export function policyOf(rule: Rule, exemptions: Exemptions): Policy {
    const inputs = new Map<string, KubernetesObject>();
    const examinationOf = (config: object, reportViolation: ReportViolation) =>
        new Examination<object>({ ...rule.defaults, ...config }, (message, urn) => {
            const left = exemptions.apply(rule.id, urn, message);
            if (left !== undefined) {
                reportViolation(left, urn);
            }
        });
    return {
        name: rule.id,
        description: rule.description,
        severity: rule.severity,
        remediationSteps: rule.remediation,
        url: docsUrl(rule.id),
        configSchema: configSchemaOf(rule),
        ...((judgesObjects(rule) || rule.readsInputs) && {
            validateResource: (args, reportViolation) => {
                const object = kubernetesObject(args);
                if (!object) {
                    return;
                }
                if (rule.readsInputs) {
                    inputs.set(object.urn, object);
                }
                const examination = examinationOf(args.getConfig(), reportViolation);
                examineObject(rule, object, examination);
                examination.raise();
            },
        }),
        ...(rule.checkStack && {
            validateStack: (args, reportViolation) => {
                const stack = new Stack(args.resources, (urn) => inputs.get(urn));
                const examination = examinationOf(args.getConfig(), reportViolation);
                examination.attempt(() => rule.checkStack?.(stack, examination));
                examination.raise();
            },
        }),
    } satisfies Policy;
}

/** The rule's schema, with its defaults written into it: the engine fills them in from there. */
function configSchemaOf(rule: Rule): PolicyConfigSchema {
    const properties: { [key: string]: PropertySchema } = {};
    for (const [property, schema] of Object.entries<PropertySchema>({ ...rule.schema })) {
        const value = (rule.defaults as { [key: string]: PropertySchema["default"] })[property];
        properties[property] = { ...schema, default: value };
    }
    return { properties };
}
