import { isNamed, type KubernetesObject, namespaceOf, objectName } from "./object";
import type { EndpointPort } from "./shapes/service";
import type { Stack } from "./stack";
import type { UnknownValues } from "./unknownValue";

const serviceLabel = "kubernetes.io/service-name";

/**
 * The ports of the endpoints that a program gives to a Service without a selector, or undefined if it
 * gives it none. Such a port has the name of the Service's port.
 */
export function ownEndpoints(
    service: KubernetesObject,
    stack: Stack,
    unknowns: UnknownValues,
): EndpointPort[] | undefined {
    const [namespace, name] = [namespaceOf(service), objectName(service)];
    const slices = unknowns.matching(
        stack.ofKind("discovery.k8s.io/EndpointSlice"),
        (slice) =>
            slice.props.metadata?.labels?.[serviceLabel] === name &&
            namespaceOf(slice) === namespace,
    );
    const endpoints = unknowns.matching(
        stack.named("core/Endpoints", namespace, name),
        (candidate) => isNamed(candidate, namespace, name),
    );
    if (slices.length + endpoints.length === 0) {
        return undefined;
    }
    const ports: EndpointPort[] = [];
    unknowns.each(slices, (slice) => ports.push(...(slice.props.ports ?? [])));
    unknowns.each(endpoints, ({ props }) =>
        unknowns.each(props.subsets, (subset) => ports.push(...(subset.ports ?? []))),
    );
    return ports;
}
