import { defineRule } from "../../engine/rule";
import { usualConventions } from "../../kubernetes/conventions";
import { podKindOf } from "../../kubernetes/podKinds";
import { podTemplateOf } from "../../kubernetes/podTemplate";

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
                "Custom resources that make pods: where the pod template stands, by `group/Kind`, as in `spec.template`.",
            propertyNames: { pattern: "^[a-z0-9.-]+\\.[a-z0-9-]+/[A-Z][A-Za-z0-9]*$" },
            additionalProperties: {
                type: "string",
                pattern: "^[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*$",
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
    checkObject(object, { config, report, each }) {
        const kind = `${object.group}/${object.kind}`;
        if (Object.hasOwn(config.podTemplates, kind)) {
            if (!podTemplateOf(object)) {
                report(object, {
                    says: `has no pod template at ${config.podTemplates[kind]}, where meta-conventions looks for it`,
                    fix: "Correct the path",
                });
            }
            return;
        }
        const traces = podKindOf(object) ? [] : tracesOf(object.props);
        each(traces, (path) =>
            report(object, {
                says: `has a pod template at spec.${path}, which no rule judges`,
                fix: `List "${kind}": "spec.${path}" under podTemplates of meta-conventions`,
            }),
        );
    },
});

/** Custom resources have them in place of their spec. */
function tracesOf(props: object): string[] {
    const { spec } = props as { spec?: unknown };
    return Array.isArray(spec) ? (spec as string[]) : [];
}
