import { parseQuantity } from "../../../redaction/quantity";
import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isBroker } from "../../kubernetes/broker";
import type { KubernetesObject } from "../../kubernetes/object";
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
    tags: ["reliability", "capacity"],
    remediation: "Set requests for cpu and memory, and a memory limit; for a broker both the same.",
    defaults: {},
    schema: {},
    checkContainer({ container, pod, list, where }, { report, each }) {
        if (list === "ephemeralContainers") {
            return;
        }
        each(required, ([kind, resource]) => {
            if (
                amount(container.resources, kind, resource) === undefined &&
                amount(pod.spec?.resources, kind, resource) === undefined
            ) {
                report(pod.object, {
                    at: `${where} resources.${kind}.${resource}`,
                    is: "unset",
                    requires: "a quantity",
                    fix: `Set it, such as ${resource === "cpu" ? "100m" : "128Mi"}`,
                });
            }
        });
        checkBrokerMemory(pod.object, `${where} resources`, container.resources, report);
    },
    checkPod(pod, { report }) {
        checkBrokerMemory(pod.object, `${pod.path}spec.resources`, pod.spec?.resources, report);
    },
});

/** A broker that could get more memory than it asked for is killed where the node has none left. */
function checkBrokerMemory(
    object: KubernetesObject,
    at: string,
    resources: Resources | undefined,
    report: Examination<object>["report"],
): void {
    const request = amount(resources, "requests", "memory");
    const limit = amount(resources, "limits", "memory");
    if (
        request !== undefined &&
        limit !== undefined &&
        parseQuantity(request) !== parseQuantity(limit) &&
        isBroker(object)
    ) {
        report(object, {
            at: `${at}.requests.memory`,
            is: `${request}`,
            requires: `the limit of a broker, ${limit}`,
            fix: `Use ${limit}`,
        });
    }
}

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
