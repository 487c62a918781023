import { defineRule } from "../../engine/rule";
import type { Service } from "../../kubernetes/exposure";
import { namespaceOf, objectName } from "../../kubernetes/object";
import { serviceSelects } from "../../kubernetes/selection";
import type { Stack } from "../../kubernetes/stack";
import { someKnown } from "../../kubernetes/unknownValue";

export const selectorMatches = defineRule({
    id: "port-selector-matches",
    description: "A Service selects the pods of a workload in its namespace.",
    severity: "high",
    remediation: "Copy the selector from the labels of the workload's pod template.",
    defaults: {},
    schema: {},
    checkStack(stack, { report, each }) {
        each(stack.ofKind("core/Service"), (service) => {
            if (service.props.spec?.type === "ExternalName") {
                return;
            }
            const selector = service.props.spec?.selector ?? {};
            const labels = Object.keys(selector).sort();
            if (labels.length === 0) {
                if (!hasOwnEndpoints(service, stack)) {
                    report(service, {
                        at: "spec.selector",
                        is: "empty",
                        requires: "the labels of a workload",
                        fix: "Copy them from its pod template",
                    });
                }
            } else if (
                runsWorkloadsBeside(service, stack) &&
                !someKnown(stack.workloadsBeside(service, selector), (workload) =>
                    serviceSelects(service, workload),
                )
            ) {
                report(service, {
                    at: "spec.selector",
                    is: labels.map((key) => `${key}=${selector[key]}`).join(", "),
                    requires: "the labels of a workload in the namespace",
                    fix: "Copy them from its pod template",
                });
            }
        });
    },
});

/** A Service can be for pods of another stack, so it is judged only where this one runs some. */
function runsWorkloadsBeside(service: Service, stack: Stack): boolean {
    return someKnown(
        stack.workloadsBeside(service),
        ({ object }) => namespaceOf(object) === namespaceOf(service),
    );
}

function hasOwnEndpoints(service: Service, stack: Stack): boolean {
    return someKnown(
        stack.objects,
        (object) =>
            namespaceOf(object) === namespaceOf(service) &&
            ((object.kind === "Endpoints" && objectName(object) === objectName(service)) ||
                (object.kind === "EndpointSlice" &&
                    object.props.metadata?.labels?.["kubernetes.io/service-name"] ===
                        objectName(service))),
    );
}
