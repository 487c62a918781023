import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { subject } from "../../engine/violationMessage";
import { ingressCoverage } from "../../kubernetes/ingressGuards";
import { isForIngressTo, type NetworkPolicy } from "../../kubernetes/ingressRules";
import { runsOn } from "../../kubernetes/podTemplate";
import { withinRanges } from "../../kubernetes/portRanges";
import { isPort, protocolOf } from "../../kubernetes/ports";
import { internodePorts } from "../../kubernetes/rabbitMqPorts";
import type { NetworkPolicyPort } from "../../kubernetes/shapes/networkPolicy";
import { declaredPorts, portsCalled } from "../../kubernetes/targetPorts";
import { ifKnown, knownMatches, someKnown } from "../../kubernetes/unknownValue";
import { isOperated, type Workload } from "../../kubernetes/workload";

export const networkPolicy = defineRule({
    id: "port-network-policy",
    description: "A NetworkPolicy limits who reaches a workload, by ports that its pods declare.",
    severity: "high",
    tags: ["security", "network"],
    frameworks: ["cis"],
    remediation: "Add a NetworkPolicy that selects the pods and lets in the ports they declare.",
    defaults: { brokersOnly: false },
    schema: {
        brokersOnly: {
            type: "boolean",
            description: "Whether only brokers need a NetworkPolicy, and no other workload.",
        },
    },
    checkStack(stack, examination) {
        const coverageOf = ingressCoverage(stack);
        examination.each(stack.workloads, (workload) =>
            checkCoverage(workload, coverageOf, examination),
        );
        examination.each(stack.ofKind("networking.k8s.io/NetworkPolicy"), (policy) => {
            const labels = ifKnown(() => policy.props.spec?.podSelector?.matchLabels);
            const selected = examination.matching(
                stack.workloadsBeside(policy, labels),
                (workload) => isForIngressTo(policy, workload),
            );
            if (selected.length > 0) {
                checkPorts(policy, selected, examination);
            }
        });
    },
});

/** Policies add up, so one that lets in all undoes the others. */
function checkCoverage(
    workload: Workload,
    coverageOf: ReturnType<typeof ingressCoverage>,
    { config, report }: Examination<{ brokersOnly: boolean }>,
): void {
    const { object, template } = workload;
    if (!template || !runsOn(template) || (config.brokersOnly && !workload.isBroker)) {
        return;
    }
    const { found, unknown } = coverageOf(workload);
    const open = knownMatches(found, (guard) => guard.allowsAll());
    const [opening] = open.found;
    if (opening && found.length > open.found.length) {
        report(object, {
            says: `is open to all by ${subject(opening.object)}, whatever its other NetworkPolicies say`,
            fix: "Limit from or ports in that policy",
        });
    } else if (found.length === open.found.length) {
        if (unknown) {
            throw unknown;
        }
        report(object, {
            says: "has no NetworkPolicy for ingress to its pods",
            fix: "Add one that selects them and lets in the ports they declare",
        });
    } else if (open.unknown) {
        throw open.unknown;
    }
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
    if (workload.isBroker && (isOperated(workload) || withinInternodePorts(port, endPort))) {
        return true;
    }
    const isRange = typeof port === "number" && endPort !== undefined;
    return (isRange ? declaredPorts(workload) : portsCalled(port, workload)).some(
        (declared) =>
            protocolOf(declared) === protocolOf({ protocol }) &&
            (isRange
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
