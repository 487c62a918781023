import { arrivalsAnnotation, servedAnnotation } from "../../../redaction/serviceRate";
import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import type { KubernetesObject } from "../../kubernetes/object";
import { declaredReplicas } from "../../kubernetes/replicas";
import type { Stack } from "../../kubernetes/stack";

interface Config {
    maxUtilization: number;
}

/** What is known of a consumer's load stands in its annotations, which our components write and anybody may. */
export const capacity = defineRule<Config>({
    id: "replica-capacity",
    description: "A consumer has the pods to serve messages faster than they arrive.",
    severity: "high",
    tags: ["capacity", "rabbitmq"],
    remediation: "Raise the replicas or the autoscaler's maximum, or let each pod serve more.",
    defaults: { maxUtilization: 1 },
    schema: {
        maxUtilization: {
            type: "number",
            exclusiveMinimum: 0,
            maximum: 1,
            description:
                "The share of what all pods can serve that may arrive at most; below `1`, so that a backlog drains.",
        },
    },
    checkStack(stack, examination) {
        examination.each(stack.workloads, ({ object }) => checkLoad(object, stack, examination));
    },
});

function checkLoad(
    object: KubernetesObject,
    stack: Stack,
    { config, report, matching }: Examination<Config>,
): void {
    const annotations = object.props.metadata?.annotations ?? {};
    if (
        annotations[arrivalsAnnotation] === undefined ||
        annotations[servedAnnotation] === undefined
    ) {
        return;
    }
    const unreadable = matching(
        [arrivalsAnnotation, servedAnnotation],
        (name) => !(Number(annotations[name]) > 0),
    );
    for (const name of unreadable) {
        report(object, {
            at: `metadata.annotations["${name}"]`,
            is: `"${annotations[name]}"`,
            requires: "a number of messages above 0",
            fix: "Write it as a number, such as 12.5",
        });
    }
    const most = unreadable.length === 0 ? mostPods(object, stack) : undefined;
    const [arriving, each] = [
        Number(annotations[arrivalsAnnotation]),
        Number(annotations[servedAnnotation]),
    ];
    if (most !== undefined && arriving >= most * each * config.maxUtilization) {
        const needed = Math.floor(arriving / (each * config.maxUtilization)) + 1;
        report(object, {
            says: `serves up to ${rounded(most * each)} messages a second with ${most} pods, and ${rounded(arriving)} arrive`,
            fix: `Allow ${needed} pods`,
        });
    }
}

/** Undefined for what has no replicas, such as a Job. */
function mostPods(object: KubernetesObject, stack: Stack): number | undefined {
    const { found, unknown } = stack.scalersOf(object);
    if (unknown) {
        throw unknown;
    }
    const maxima = found.map(({ max }) => max ?? 0);
    return maxima.length > 0 ? Math.max(...maxima) : declaredReplicas(object)?.count;
}

function rounded(rate: number): string {
    return `${Number(rate.toPrecision(3))}`;
}
