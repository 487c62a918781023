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

interface Config {
    max: { [resource: string]: string | number };
    maxLimitRatio: { [resource: string]: number };
}

export const resources = defineRule<Config>({
    id: "pod-resources",
    description:
        "A container says what CPU and memory it needs, and a broker gets all its memory at once.",
    severity: "medium",
    tags: ["reliability", "capacity"],
    remediation: "Set requests for cpu and memory, and a memory limit; for a broker both the same.",
    defaults: { max: {}, maxLimitRatio: {} },
    schema: {
        max: {
            type: "object",
            description:
                'The most that a container may ask for or use, by resource, as in `{"memory": "8Gi"}`.',
            additionalProperties: { type: ["string", "number"] },
        },
        maxLimitRatio: {
            type: "object",
            description:
                'How many times its request a limit may be, by resource, as in `{"memory": 2}`.',
            additionalProperties: { type: "number", minimum: 1 },
        },
    },
    problems: ({ max }) =>
        Object.entries(max)
            .filter(([, quantity]) => parseQuantity(quantity) === undefined)
            .map(([resource, quantity]) => `max.${resource} is ${quantity}, which is no quantity`),
    checkContainer({ container, pod, list, where }, { config, report, each, eachEntry }) {
        if (list === "ephemeralContainers") {
            return;
        }
        const at = `${where} resources`;
        eachEntry(config.max, (resource, most) =>
            checkMost(pod.object, at, container.resources, resource, most, report),
        );
        eachEntry(config.maxLimitRatio, (resource, ratio) =>
            checkRatio(pod.object, at, container.resources, resource, ratio, report),
        );
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

type Report = Examination<object>["report"];

function checkMost(
    object: KubernetesObject,
    at: string,
    resources: Resources | undefined,
    resource: string,
    most: string | number,
    report: Report,
): void {
    for (const kind of ["requests", "limits"] as const) {
        const value = resources?.[kind]?.[resource];
        if (value !== undefined && bytes(value) > bytes(most)) {
            report(object, {
                at: `${at}.${kind}.${resource}`,
                is: `${value}`,
                requires: `at most ${most}`,
                fix: `Use ${most} or less`,
            });
        }
    }
}

function checkRatio(
    object: KubernetesObject,
    at: string,
    resources: Resources | undefined,
    resource: string,
    ratio: number,
    report: Report,
): void {
    const request = amount(resources, "requests", resource);
    const limit = amount(resources, "limits", resource);
    if (request !== undefined && limit !== undefined && bytes(limit) > ratio * bytes(request)) {
        report(object, {
            at: `${at}.limits.${resource}`,
            is: `${limit}`,
            requires: `at most ${ratio} times the request, ${request}`,
            fix: "Raise the request or lower the limit",
        });
    }
}

/** Zero for what is no quantity, which Kubernetes refuses. */
function bytes(quantity: string | number): number {
    return parseQuantity(quantity) ?? 0;
}

/** A broker that could get more memory than it asked for is killed where the node has none left. */
function checkBrokerMemory(
    object: KubernetesObject,
    at: string,
    resources: Resources | undefined,
    report: Report,
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
