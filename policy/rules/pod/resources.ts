import { parseQuantity } from "../../../redaction/quantity";
import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isBroker } from "../../kubernetes/broker";
import type { KubernetesObject } from "../../kubernetes/object";
import { amount, bytes } from "../../kubernetes/resourceAmounts";
import type { Resources } from "../../kubernetes/shapes/pod";

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
    checkContainer({ container, pod, list, where }, examination) {
        if (list === "ephemeralContainers") {
            return;
        }
        examination.each(required, ([kind, resource]) => {
            const value =
                amount(container.resources, kind, resource) ??
                amount(pod.spec?.resources, kind, resource);
            if (value === undefined || parseQuantity(value) === 0) {
                examination.report(pod.object, {
                    at: `${where} resources.${kind}.${resource}`,
                    is: value === undefined ? "unset" : `${value}, which is nothing`,
                    requires: "a quantity",
                    fix: `Set it, such as ${resource === "cpu" ? "100m" : "128Mi"}`,
                });
            }
        });
        checkAmounts(pod.object, `${where} resources`, container.resources, examination);
    },
    checkPod(pod, examination) {
        checkAmounts(pod.object, `${pod.specPath}resources`, pod.spec?.resources, examination);
    },
});

/** What is wrong with the amounts that are set, of one container or of all of a pod together. */
function checkAmounts(
    object: KubernetesObject,
    at: string,
    resources: Resources | undefined,
    { config, report, attempt, eachEntry }: Examination<Config>,
): void {
    for (const kind of ["requests", "limits"] as const) {
        eachEntry(resources?.[kind], (resource, value) =>
            checkQuantity(object, `${at}.${kind}.${resource}`, value, report),
        );
    }
    eachEntry(resources?.limits, (resource) =>
        checkRequest(object, at, resources, resource, report),
    );
    eachEntry(config.max, (resource, most) =>
        checkMost(object, at, resources, resource, most, report),
    );
    eachEntry(config.maxLimitRatio, (resource, ratio) =>
        checkRatio(object, at, resources, resource, ratio, report),
    );
    attempt(() => checkBrokerMemory(object, at, resources, report));
}

function checkQuantity(
    object: KubernetesObject,
    at: string,
    value: string | number,
    report: Report,
): void {
    if (!((parseQuantity(value) ?? -1) >= 0)) {
        report(object, {
            at,
            is: `"${value}"`,
            requires: "a quantity of Kubernetes, from 0",
            fix: "Write it as in 100m, 0.5 or 128Mi",
        });
    }
}

/** Kubernetes refuses a container that asks for more than it may use. */
function checkRequest(
    object: KubernetesObject,
    at: string,
    resources: Resources | undefined,
    resource: string,
    report: Report,
): void {
    const [request, limit] = [resources?.requests?.[resource], resources?.limits?.[resource]];
    if (request !== undefined && limit !== undefined && bytes(request) > bytes(limit)) {
        report(object, {
            at: `${at}.requests.${resource}`,
            is: `${request}`,
            requires: `at most the limit, ${limit}`,
            fix: "Lower the request or raise the limit",
        });
    }
}

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
