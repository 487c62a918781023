import { defineRule } from "../../engine/rule";
import { portLabel, protocolOf, targetPortOf } from "../../kubernetes/ports";
import { workloadsBehind } from "../../kubernetes/selection";
import type { ServicePort } from "../../kubernetes/shapes/service";
import { declaredPorts, reachedPorts } from "../../kubernetes/targetPorts";
import { isOperated, type Workload } from "../../kubernetes/workload";

export const targetResolves = defineRule({
    id: "port-target-resolves",
    description:
        "The target port of a Service is declared, with its protocol, by every workload behind it.",
    severity: "high",
    tags: ["network", "correctness"],
    remediation: "Declare the port in the container, or change targetPort or protocol.",
    defaults: {},
    schema: {},
    checkStack(stack, examination) {
        const { report, each } = examination;
        each(stack.ofKind("core/Service"), (service) => {
            if (service.props.spec?.type === "ExternalName") {
                return;
            }
            const behind = workloadsBehind(service, stack, examination).filter(
                (workload) => !isOperated(workload),
            );
            each(behind, (workload) =>
                each(service.props.spec?.ports, (port, index) => {
                    if (reachedPorts(port, workload).length === 0) {
                        report(service, {
                            says: `${portLabel(port, index)} targets ${targetText(port)}, not declared by ${declarations(workload)}`,
                            fix: "Declare it in the container or change targetPort",
                        });
                    }
                }),
            );
        });
    },
});

function targetText(port: ServicePort): string {
    const target = targetPortOf(port);
    const protocol = protocolOf(port);
    const text = typeof target === "string" ? `"${target}"` : `${target}`;
    return protocol === "TCP" ? text : `${text} (${protocol})`;
}

function declarations(workload: Workload): string {
    const ports = declaredPorts(workload).map(
        (port) =>
            `${port.name ? `${port.name}:` : ""}${port.containerPort}` +
            (protocolOf(port) === "TCP" ? "" : `/${protocolOf(port)}`),
    );
    const { kind, name } = workload.object;
    return `${kind} "${name}" (declares ${ports.join(", ") || "no port"})`;
}
