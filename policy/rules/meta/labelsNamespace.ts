import { defineRule } from "../../engine/rule";
import { isNamespaced } from "../../kubernetes/scope";

export const labelsNamespace = defineRule({
    id: "meta-labels-namespace",
    description: "Objects carry the recommended labels, and live in a namespace of their own.",
    severity: "low",
    tags: ["labels"],
    frameworks: ["cis"],
    remediation: "Set metadata.namespace and the listed labels.",
    defaults: {
        labels: [
            "app.kubernetes.io/name",
            "app.kubernetes.io/instance",
            "app.kubernetes.io/part-of",
        ],
    },
    schema: {
        labels: {
            type: "array",
            description: "The labels that every object must have.",
            items: { type: "string", minLength: 1 },
        },
    },
    checkObject(object, { config, report, each, attempt }) {
        const namespaced = isNamespaced(object);
        // What belongs to the whole cluster belongs to no application.
        if (namespaced === false) {
            return;
        }
        attempt(() => {
            const namespace = object.props.metadata?.namespace;
            if (namespace === "default" || (!namespace && namespaced)) {
                report(object, {
                    at: "metadata.namespace",
                    is: namespace ?? "unset, which means default",
                    requires: "a namespace of the project",
                    fix: "Set it to the project's namespace",
                });
            }
        });
        each(config.labels, (label) => {
            if (!object.props.metadata?.labels?.[label]) {
                report(object, {
                    at: `metadata.labels["${label}"]`,
                    is: "unset",
                    requires: "a value",
                    fix: "Set it",
                });
            }
        });
    },
});
