import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { withinRanges } from "../../kubernetes/portRanges";
import { isPort, protocolOf } from "../../kubernetes/ports";
import { internodePorts } from "../../kubernetes/rabbitMqPorts";
import { selectorSelects } from "../../kubernetes/selection";
import type { NetworkPolicyPort, Shapes } from "../../kubernetes/shapes";
import type { Stack } from "../../kubernetes/stack";
import { declaredPorts } from "../../kubernetes/targetPorts";
import { someKnown } from "../../kubernetes/unknownValue";
import type { Workload } from "../../kubernetes/workload";

type NetworkPolicy = KubernetesObject<Shapes["networking.k8s.io/NetworkPolicy"]>;

export const networkPolicy = defineRule({
    id: "port-network-policy",
    description: "A NetworkPolicy limits who reaches a workload, by ports that its pods declare.",
    severity: "high",
    remediation: "Add a NetworkPolicy that selects the pods and lets in the ports they declare.",
    defaults: { brokersOnly: false },
    schema: {
        brokersOnly: {
            type: "boolean",
            description: "Whether only brokers need a NetworkPolicy, and no other workload.",
        },
    },
    checkStack(stack, examination) {
        const policies = stack
            .ofKind("networking.k8s.io/NetworkPolicy")
            .map((policy) => ({ policy, selects: selectionOf(policy) }));
        checkCoverage(stack, policies, examination);
        examination.each(policies, ({ policy, selects }) => {
            const selected = examination.matching(stack.workloads, selects);
            if (selected.length > 0) {
                checkPorts(policy, selected, examination);
            }
        });
    },
});

/** Without policyTypes a NetworkPolicy is for ingress. */
function selectionOf(policy: NetworkPolicy): (workload: Workload) => boolean {
    return (workload) =>
        (policy.props.spec?.policyTypes ?? ["Ingress"]).includes("Ingress") &&
        selectorSelects(policy, policy.props.spec?.podSelector, workload);
}

function checkCoverage(
    stack: Stack,
    policies: { selects: (workload: Workload) => boolean }[],
    { config, report, each }: Examination<{ brokersOnly: boolean }>,
): void {
    each(stack.workloads, (workload) => {
        const { object } = workload;
        if (
            (workload.isBroker || !config.brokersOnly) &&
            isKind(
                object,
                "apps/Deployment",
                "apps/StatefulSet",
                "apps/DaemonSet",
                "rabbitmq.com/RabbitmqCluster",
            ) &&
            !someKnown(policies, ({ selects }) => selects(workload))
        ) {
            report(object, {
                says: "has no NetworkPolicy for ingress to its pods",
                fix: "Add one that selects them and lets in the ports they declare",
            });
        }
    });
}

function checkPorts(
    policy: NetworkPolicy,
    selected: Workload[],
    { report, each }: Examination<object>,
): void {
    each(policy.props.spec?.ingress, (rule, ruleIndex) =>
        each(rule.ports, (port, portIndex) => {
            if (
                port.port !== undefined &&
                !someKnown(selected, (workload) => listensOn(workload, port))
            ) {
                const end = port.endPort === undefined ? "" : `-${port.endPort}`;
                report(policy, {
                    at: `spec.ingress[${ruleIndex}].ports[${portIndex}]`,
                    is: `${port.port}${end} (${protocolOf(port)})`,
                    requires: "a port that the selected pods declare",
                    fix: "Declare it in a container or remove it",
                });
            }
        }),
    );
}

/** RabbitMQ's nodes and tools speak on ranges of ports that no container declares one by one. */
function listensOn(workload: Workload, { port, endPort, protocol }: NetworkPolicyPort): boolean {
    if (workload.isBroker && (!workload.template || withinInternodePorts(port, endPort))) {
        return true;
    }
    return declaredPorts(workload).some(
        (declared) =>
            protocolOf(declared) === protocolOf({ protocol }) &&
            (typeof port === "number" && endPort !== undefined
                ? withinRanges(declared.containerPort ?? 0, [`${port}-${endPort}`])
                : isPort(port, declared)),
    );
}

function withinInternodePorts(
    port: number | string | undefined,
    endPort: number | undefined,
): boolean {
    return (
        typeof port === "number" &&
        withinRanges(port, internodePorts) &&
        withinRanges(endPort ?? port, internodePorts)
    );
}
