import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { subject } from "../../engine/violationMessage";
import type { Autoscaler } from "../../kubernetes/autoscaling";
import { backendService, exposureOf, type Service } from "../../kubernetes/exposure";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { eachBackend } from "../../kubernetes/routes";
import { scalesToZero } from "../../kubernetes/scaledObject";
import { workloadsBehind } from "../../kubernetes/selection";
import type { Stack } from "../../kubernetes/stack";

/** A queue holds messages until a pod is there; a request from outside finds nobody. */
export const scaledToZero = defineRule({
    id: "port-scaled-to-zero",
    description: "What is reached from outside the cluster is not scaled to zero by KEDA.",
    severity: "medium",
    tags: ["network", "autoscaling", "reliability"],
    remediation: "Set minReplicaCount of the ScaledObject to 1, or remove the way in.",
    defaults: {},
    schema: {},
    checkStack(stack, examination) {
        const { each } = examination;
        if (stack.autoscalers.length === 0) {
            return;
        }
        each(stack.ofKind("core/Service"), (service) => {
            if (exposureOf(service)) {
                checkBehind(service, service, stack, examination);
            }
        });
        each(stack.objects, (object) =>
            eachBackend(object, examination, (backend) => {
                const service = backendService(backend, stack, examination);
                if (service) {
                    checkBehind(object, service, stack, examination);
                }
            }),
        );
    },
});

function checkBehind(
    way: KubernetesObject,
    service: Service,
    stack: Stack,
    examination: Examination<object>,
): void {
    const behind = workloadsBehind(service, stack, examination);
    const stopping = behind.map(({ object }) => stoppingScaler(object, stack));
    const [first] = stopping;
    if (first && stopping.every((scaler) => scaler !== undefined)) {
        examination.report(way, {
            says: `leads to pods that ${subject(first.object)} scales to zero, where requests find nobody`,
            fix: "Set its spec.minReplicaCount: 1",
        });
    }
}

function stoppingScaler(object: KubernetesObject, stack: Stack): Autoscaler | undefined {
    const { found, unknown } = stack.scalersOf(object);
    const stopping = found.find(
        (scaler) => isKind(scaler.object, "keda.sh/ScaledObject") && scalesToZero(scaler.object),
    );
    if (!stopping && unknown) {
        throw unknown;
    }
    return stopping;
}
