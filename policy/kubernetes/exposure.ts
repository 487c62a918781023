import { isBrokerLabels } from "./broker";
import { ownEndpoints } from "./endpoints";
import { isNamed, type KubernetesObject } from "./object";
import { targetPortOf } from "./ports";
import { clusterService } from "./rabbitMqCluster";
import { portsByName } from "./rabbitMqPorts";
import { type Backend, serviceAt } from "./routes";
import { workloadsBehind } from "./selection";
import type { Shapes } from "./shapes/kinds";
import type { ServicePort } from "./shapes/service";
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

/** Whether broker pods stand behind a Service, or pods of which this stack says nothing. */
export function mayReachBroker(service: Service, stack: Stack, unknowns: UnknownValues): boolean {
    return (
        isBrokerLabels(service.props.spec?.selector, service) ||
        workloadsBehind(service, stack, unknowns).every((workload) => workload.isBroker)
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
    unknowns.attempt(() => {
        if (Object.keys(service.props.spec?.selector ?? {}).length === 0) {
            const endpoints = ownEndpoints(service, stack, unknowns) ?? [];
            const named = endpoints.filter(({ name }) => (name ?? "") === (port.name ?? ""));
            numbers.push(...named.map((endpoint) => endpoint.port));
        }
    });
    return [...new Set(numbers.filter((number) => number !== undefined))];
}

/** Every number that a backend of a route stands for, unless another thing than a broker is behind it. */
export function backendNumbers(backend: Backend, stack: Stack, unknowns: UnknownValues): number[] {
    const { port } = backend;
    const service = backendService(backend, stack, unknowns);
    const own = typeof port === "string" ? portsByName[port] : port;
    if (!service) {
        return own === undefined ? operatedNumbers(backend, stack, unknowns) : [own];
    }
    return mayReachBroker(service, stack, unknowns)
        ? [own, ...servicePortNumbers(service, port, stack, unknowns)].filter(
              (number) => number !== undefined,
          )
        : [];
}

/** The ports of the Service that the operator makes for a RabbitmqCluster, which a route without a port means all. */
function operatedNumbers(
    { name, namespace, port }: Backend,
    stack: Stack,
    unknowns: UnknownValues,
): number[] {
    const clusters = stack.named("rabbitmq.com/RabbitmqCluster", namespace, name);
    return unknowns
        .matching(clusters, (cluster) => isNamed(cluster, namespace, name))
        .flatMap((cluster) => clusterService(cluster).ports ?? [])
        .filter((served) => port === undefined || served.name === port)
        .map((served) => served.port)
        .filter((number) => number !== undefined);
}

/** An ExternalName that leads back to itself ends here. */
const mostAliases = 3;

/** The Service of the stack that a backend is, by whatever other names. */
export function backendService(
    { name, namespace }: Omit<Backend, "port">,
    stack: Stack,
    unknowns: UnknownValues,
    aliases = mostAliases,
): Service | undefined {
    const [service] = unknowns.matching(stack.named("core/Service", namespace, name), (candidate) =>
        isNamed(candidate, namespace, name),
    );
    const alias = service && aliasOf(service);
    return alias && aliases > 0 ? backendService(alias, stack, unknowns, aliases - 1) : service;
}

/** The Service inside the cluster that an ExternalName stands for. */
function aliasOf({ props: { spec } }: Service): Omit<Backend, "port"> | undefined {
    const host = spec?.type === "ExternalName" ? (spec.externalName ?? "") : "";
    return /^[^.]+\.[^.]+\.svc(\.|$)/.test(host) ? serviceAt(host, "") : undefined;
}

/** Routes name a port of the Service, or one that it targets; without a port they mean all. */
function servicePortNumbers(
    service: Service,
    port: number | string | undefined,
    stack: Stack,
    unknowns: UnknownValues,
): number[] {
    return unknowns
        .matching(
            service.props.spec?.ports ?? [],
            (candidate) =>
                port === undefined ||
                [candidate.name, candidate.port, candidate.targetPort].includes(port),
        )
        .flatMap((candidate) => portNumbers(candidate, service, stack, unknowns));
}
