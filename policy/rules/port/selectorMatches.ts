import { defineRule } from "../../engine/rule";
import { type Finding, subject } from "../../engine/violationMessage";
import { ownEndpoints } from "../../kubernetes/endpoints";
import type { Service } from "../../kubernetes/exposure";
import { namespaceOf } from "../../kubernetes/object";
import { serviceSelects } from "../../kubernetes/selection";
import { matchesLabels } from "../../kubernetes/selectors";
import type { Stack } from "../../kubernetes/stack";
import { someKnown } from "../../kubernetes/unknownValue";

export const selectorMatches = defineRule({
    id: "port-selector-matches",
    description: "A Service selects the pods of a workload in its namespace.",
    severity: "high",
    tags: ["network", "correctness"],
    remediation: "Copy the selector from the labels of the workload's pod template.",
    defaults: {},
    schema: {},
    checkStack(stack, examination) {
        const { report, each } = examination;
        each(stack.ofKind("core/Service"), (service) => {
            if (service.props.spec?.type === "ExternalName") {
                return;
            }
            const selector = service.props.spec?.selector ?? {};
            if (Object.keys(selector).length === 0) {
                if (!ownEndpoints(service, stack, examination)) {
                    report(service, {
                        at: "spec.selector",
                        is: "empty",
                        requires: "the labels of a workload",
                        fix: "Copy them from its pod template",
                    });
                }
            } else if (
                !someKnown(stack.workloadsBeside(service, selector), (workload) =>
                    serviceSelects(service, workload),
                )
            ) {
                const finding = mismatch(service, selector, stack);
                if (finding) {
                    report(service, finding);
                }
            }
        });
    },
});

function mismatch(
    service: Service,
    selector: { [label: string]: string },
    stack: Stack,
): Finding | undefined {
    const elsewhere = stack
        .workloadsAnywhere(selector)
        .find(({ podLabels }) => matchesLabels(selector, podLabels));
    const at = "spec.selector";
    const is = Object.keys(selector)
        .sort()
        .map((key) => `${key}=${selector[key]}`)
        .join(", ");
    if (elsewhere) {
        return {
            at,
            is: `${is}, which selects ${subject(elsewhere.object)} in another namespace`,
            requires: "the labels of a workload in the namespace",
            fix: "Put the Service into the namespace of the pods",
        };
    }
    return runsWorkloadsBeside(service, stack)
        ? {
              at,
              is,
              requires: "the labels of a workload in the namespace",
              fix: "Copy them from its pod template",
          }
        : undefined;
}

/** A Service can be for pods of another stack, so it is judged only where this one runs some. */
function runsWorkloadsBeside(service: Service, stack: Stack): boolean {
    return someKnown(
        stack.workloadsBeside(service),
        ({ object }) => namespaceOf(object) === namespaceOf(service),
    );
}
