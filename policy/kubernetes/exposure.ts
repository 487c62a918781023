import { isBrokerLabels } from "./broker";
import type { KubernetesObject } from "./object";
import { targetPortOf } from "./ports";
import { portsByName } from "./rabbitMqPorts";
import { workloadsBehind } from "./selection";
import type { ServicePort, Shapes } from "./shapes";
import type { Stack } from "./stack";
import { reachedPorts } from "./targetPorts";
import { ifKnown, type UnknownValues } from "./unknownValue";

export type Service = KubernetesObject<Shapes["core/Service"]>;

/** How a Service is reachable from outside the cluster, or undefined if it is not. */
export function exposureOf(service: Service): string | undefined {
    const type = service.props.spec?.type ?? "ClusterIP";
    if (type === "NodePort" || type === "LoadBalancer") {
        return `a ${type}`;
    }
    return (service.props.spec?.externalIPs?.length ?? 0) > 0 ? "an external address" : undefined;
}

/**
 * Whether broker pods stand behind a Service: those of this stack, or of another one, if the
 * selector itself names the broker's label.
 */
export function reachesBroker(service: Service, stack: Stack, unknowns: UnknownValues): boolean {
    return (
        isBrokerLabels(service.props.spec?.selector, service) ||
        workloadsBehind(service, stack, unknowns).some((workload) => workload.isBroker)
    );
}

/** Every number that a Service port stands for: its own, and those that it reaches in the pods. */
export function portNumbers(
    port: ServicePort,
    service: Service,
    stack: Stack,
    unknowns: UnknownValues,
): number[] {
    const numbers = [ifKnown(() => port.port)];
    unknowns.attempt(() => {
        const target = targetPortOf(port);
        numbers.push(typeof target === "string" ? portsByName[target] : target);
    });
    for (const workload of workloadsBehind(service, stack, unknowns)) {
        unknowns.attempt(() =>
            numbers.push(...reachedPorts(port, workload).map((reached) => reached.containerPort)),
        );
    }
    return [...new Set(numbers.filter((number) => number !== undefined))];
}
