import { defineRule } from "../../engine/rule";
import { usualConventions } from "../../kubernetes/conventions";
import { podKindOf, podTemplatesTold } from "../../kubernetes/podKinds";
import { eachPod } from "../../kubernetes/podTemplate";
import { UnknownValues } from "../../kubernetes/unknownValue";

/** `spec.template`, or `spec.tasks.*.template` */
const templatePath = "^[A-Za-z][A-Za-z0-9]*(\\.([A-Za-z][A-Za-z0-9]*|\\*))*$";

/**
 * Tells all other rules what a platform's own kinds and labels mean, and finds what they would not
 * see. It stands first among the rules, so that they know it before anything is judged.
 */
export const conventions = defineRule({
    id: "meta-conventions",
    description: "The pack knows where each custom resource that makes pods holds their template.",
    severity: "medium",
    tags: ["custom-kinds"],
    remediation: "List the kind under podTemplates of meta-conventions, with the template's path.",
    defaults: {
        podTemplates: { ...usualConventions.podTemplates },
        brokerLabels: { ...usualConventions.brokerLabels },
    },
    schema: {
        podTemplates: {
            type: "object",
            description:
                "Custom resources that make pods: where the pod template stands, by `group/Kind`, as in `spec.template`, or several such places. `*` stands for every item of a list, as in `spec.tasks.*.template`.",
            propertyNames: { pattern: "^[a-z0-9.-]+\\.[a-z0-9-]+/[A-Z][A-Za-z0-9]*$" },
            additionalProperties: {
                type: ["string", "array"],
                pattern: templatePath,
                minItems: 1,
                items: { type: "string", pattern: templatePath },
            },
        },
        brokerLabels: {
            type: "object",
            description:
                "The labels of a RabbitMQ broker's pods, of which one is enough. A broker is known by its image and its ports, too.",
            additionalProperties: { type: "string" },
        },
    },
    conventions: (config) => config,
    checkObject(object, examination) {
        const { report, each } = examination;
        const told = podTemplatesTold(object);
        if (told) {
            const unknowns = new UnknownValues();
            let count = 0;
            eachPod(object, unknowns, () => count++);
            unknowns.raise();
            if (count === 0) {
                report(object, {
                    says: `has no pod template at ${told.join(" or ")}, where meta-conventions looks for it`,
                    fix: "Correct the path",
                });
            }
            return;
        }
        const kind = `${object.group}/${object.kind}`;
        const traces = podKindOf(object) ? [] : tracesOf(object.props);
        each(traces, (path) =>
            report(object, {
                says: `has a pod template at ${path}, which no rule judges`,
                fix: `List "${kind}": "${path}" under podTemplates of meta-conventions`,
            }),
        );
    },
});

/** Custom resources have them in place of their spec. */
function tracesOf(props: object): string[] {
    const { spec } = props as { spec?: unknown };
    return Array.isArray(spec) ? (spec as string[]) : [];
}
