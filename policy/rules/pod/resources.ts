import { defineRule } from "../../engine/rule";
import { isBroker } from "../../kubernetes/broker";
import { eachContainer, podTemplateOf } from "../../kubernetes/podTemplate";
import { quantity } from "../../kubernetes/quantity";
import type { Resources } from "../../kubernetes/shapes";

const required: readonly ["requests" | "limits", string][] = [
    ["requests", "cpu"],
    ["requests", "memory"],
    ["limits", "memory"],
];

export const resources = defineRule({
    id: "pod-resources",
    description:
        "A container says what CPU and memory it needs, and a broker gets all its memory at once.",
    severity: "medium",
    remediation: "Set requests for cpu and memory, and a memory limit; for a broker both the same.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        const template = podTemplateOf(object);
        if (!template) {
            return;
        }
        const { report, each, attempt } = examination;
        eachContainer(
            template,
            examination,
            (container, where) => {
                each(required, ([kind, resource]) => {
                    if (amount(container.resources, kind, resource) === undefined) {
                        report(object, {
                            at: `${where} resources.${kind}.${resource}`,
                            is: "unset",
                            requires: "a quantity",
                            fix: `Set it, such as ${resource === "cpu" ? "100m" : "128Mi"}`,
                        });
                    }
                });
                attempt(() => {
                    const request = amount(container.resources, "requests", "memory");
                    const limit = amount(container.resources, "limits", "memory");
                    if (
                        request !== undefined &&
                        limit !== undefined &&
                        quantity(request) !== quantity(limit) &&
                        isBroker(object)
                    ) {
                        report(object, {
                            at: `${where} resources.requests.memory`,
                            is: `${request}`,
                            requires: `the limit of a broker, ${limit}`,
                            fix: `Use ${limit}`,
                        });
                    }
                });
            },
            ["containers", "initContainers"],
        );
    },
});

/** A limit without a request makes the limit the request as well. */
function amount(
    resources: Resources | undefined,
    kind: "requests" | "limits",
    resource: string,
): string | number | undefined {
    return (
        resources?.[kind]?.[resource] ??
        (kind === "requests" ? resources?.limits?.[resource] : undefined)
    );
}
