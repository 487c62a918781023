import type {
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";

import { ConfigurationError } from "./configurationProblems";
import { docsUrl } from "./docsUrl";
import { edited } from "./edits";
import { Examination } from "./examination";
import { examineObject, judgesObjects } from "./examineObject";
import type { Exemptions } from "./exemptions";
import type { ObjectsOfRun } from "./objectsOfRun";
import { groupOf, type PropertySchema, type Rule } from "./rule";

export type Policy = ResourceValidationPolicy &
    Partial<Pick<StackValidationPolicy, "validateStack">>;

/** What the policies of one pack share while they run. */
export interface Run {
    readonly exemptions: Exemptions;
    readonly objects: ObjectsOfRun;
}

/** The rule as Pulumi runs it, as the policy of that number in its pack. */
export function policyOf(rule: Rule, { exemptions, objects }: Run, number: number): Policy {
    let isChecked = false;
    const examinationOf = (given: object, reportViolation: ReportViolation) => {
        const config = { ...rule.defaults, ...given };
        if (!isChecked) {
            checkConfiguration(rule, config);
            isChecked = true;
            if (rule.conventions) {
                objects.follow(rule.conventions(config));
            }
        }
        return new Examination<object>(config, (message, object) => {
            const left = exemptions.apply(rule.id, object, message);
            if (left !== undefined) {
                reportViolation(left, object.urn);
            }
        });
    };
    return {
        name: rule.id,
        description: rule.description,
        severity: rule.severity,
        tags: [groupOf(rule), ...rule.tags, ...(rule.frameworks ?? [])],
        remediationSteps: rule.remediation,
        url: docsUrl(rule.id),
        configSchema: configSchemaOf(rule),
        ...((judgesObjects(rule) || rule.readsInputs || rule.problems) && {
            validateResource: (args, reportViolation) => {
                const examination = examinationOf(args.getConfig(), reportViolation);
                for (const object of objects.declared(number, args)) {
                    if (judgesObjects(rule)) {
                        examineObject(rule, object, examination);
                    }
                }
                examination.raise();
            },
        }),
        ...(rule.remedy && {
            remediateResource: (args) => {
                const examination = examinationOf(args.getConfig(), () => undefined);
                const edits = objects
                    .alone(args)
                    .filter((object) => !exemptions.isExempt(rule.id, object))
                    .flatMap((object) => rule.remedy?.(object, examination) ?? []);
                return edits.length > 0 ? edited(args.props, edits) : undefined;
            },
        }),
        ...(rule.checkStack && {
            validateStack: (args, reportViolation) => {
                const stack = objects.answered(number, args.resources);
                const examination = examinationOf(args.getConfig(), reportViolation);
                examination.attempt(() => rule.checkStack?.(stack, examination));
                examination.raise();
            },
        }),
    } satisfies Policy;
}

function checkConfiguration(rule: Rule, config: object): void {
    const problems = rule.problems?.(config) ?? [];
    if (problems.length > 0) {
        throw new ConfigurationError(rule.id, problems);
    }
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
