import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import type { Service } from "../../kubernetes/exposure";
import { isNamed, namespaceOf } from "../../kubernetes/object";
import { serviceSelects } from "../../kubernetes/selection";
import type { Stack } from "../../kubernetes/stack";
import { knownMatches } from "../../kubernetes/unknownValue";
import type { Workload } from "../../kubernetes/workload";

export const headlessService = defineRule({
    id: "port-headless-service",
    description:
        "A StatefulSet names a headless Service, by which its pods have names of their own.",
    severity: "high",
    tags: ["network", "rabbitmq"],
    remediation: "Set serviceName to a Service with clusterIP None that selects the pods.",
    defaults: {},
    schema: {},
    checkStack(stack, examination) {
        examination.each(stack.workloads.filter(isStatefulSet), (workload) =>
            checkSet(workload, stack, examination),
        );
    },
});

function isStatefulSet({ object: { group, kind } }: Workload): boolean {
    return kind === "StatefulSet" && (group === "apps" || group === "apps.kruise.io");
}

function checkSet(workload: Workload, stack: Stack, { report }: Examination<object>): void {
    const { object } = workload;
    const name = (object.props as { spec?: { serviceName?: string } }).spec?.serviceName;
    if (name) {
        const problem = problemOf(name, workload, stack);
        if (problem) {
            report(object, {
                at: "spec.serviceName",
                is: `"${name}", ${problem}`,
                requires: "a headless Service for its pods",
                fix: "Add one with clusterIP None and the selector of the pods",
            });
        }
    } else if (workload.isBroker) {
        // Any other set can do without names for its pods.
        report(object, {
            at: "spec.serviceName",
            is: "unset",
            requires: "a headless Service, by which the nodes of a broker find each other",
            fix: "Set it to a Service with clusterIP None that selects the pods",
        });
    }
}

function problemOf(name: string, workload: Workload, stack: Stack): string | undefined {
    const namespace = namespaceOf(workload.object);
    const { found, unknown } = knownMatches<Service>(
        stack.named("core/Service", namespace, name),
        (service) => isNamed(service, namespace, name),
    );
    const [service] = found;
    if (!service) {
        if (unknown) {
            throw unknown;
        }
        return "which no Service in the namespace has";
    }
    if (service.props.spec?.clusterIP !== "None") {
        return "a Service that is not headless";
    }
    return serviceSelects(service, workload)
        ? undefined
        : "a Service that does not select its pods";
}
