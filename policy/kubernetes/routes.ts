import { type KubernetesObject, namespaceOf } from "./object";
import type { UnknownValues } from "./unknownValue";

/** What a route outside the cluster's own network leads to. */
export interface Backend {
    readonly name: string;
    readonly namespace: string;
    /** Undefined where every port of the Service is meant. */
    readonly port: number | string | undefined;
}

const gatewayRoute = ["spec.rules.*.backendRefs.*"];
const traefikRoute = ["spec.routes.*.services.*"];

/** Where each kind of route names its backends. `*` stands for every item of a list. */
const backendPaths: Readonly<{ [kind: string]: readonly string[] }> = {
    "networking.k8s.io/Ingress": [
        "spec.defaultBackend.service",
        "spec.rules.*.http.paths.*.backend.service",
    ],
    "gateway.networking.k8s.io/HTTPRoute": gatewayRoute,
    "gateway.networking.k8s.io/GRPCRoute": gatewayRoute,
    "gateway.networking.k8s.io/TCPRoute": gatewayRoute,
    "gateway.networking.k8s.io/TLSRoute": gatewayRoute,
    "route.openshift.io/Route": ["spec.to", "spec.alternateBackends.*"],
    "networking.istio.io/VirtualService": [
        "spec.http.*.route.*.destination",
        "spec.tcp.*.route.*.destination",
        "spec.tls.*.route.*.destination",
    ],
    "traefik.io/IngressRoute": traefikRoute,
    "traefik.io/IngressRouteTCP": traefikRoute,
    "traefik.containo.us/IngressRoute": traefikRoute,
    "traefik.containo.us/IngressRouteTCP": traefikRoute,
    "traefik.io/TraefikService": ["spec.weighted.services.*", "spec.mirroring"],
};

interface Node {
    readonly [key: string]: unknown;
}

/** Examines each backend that an object leads to, if it is a route at all. */
export function eachBackend(
    object: KubernetesObject,
    unknowns: UnknownValues,
    examine: (backend: Backend) => void,
): void {
    const kind = `${object.group}/${object.kind}`;
    if (!Object.hasOwn(backendPaths, kind) || isInsideMesh(object)) {
        return;
    }
    for (const path of backendPaths[kind] ?? []) {
        eachAt(object.props, path.split("."), unknowns, (node) => examine(backendOf(node, object)));
    }
}

function eachAt(
    value: unknown,
    [key, ...rest]: string[],
    unknowns: UnknownValues,
    examine: (node: Node) => void,
): void {
    if (typeof value !== "object" || value === null) {
        return;
    }
    if (key === undefined) {
        unknowns.attempt(() => examine(value as Node));
    } else if (key !== "*") {
        unknowns.attempt(() => eachAt((value as Node)[key], rest, unknowns, examine));
    } else if (Array.isArray(value)) {
        unknowns.each(value, (item) => eachAt(item, rest, unknowns, examine));
    }
}

/** `rabbitmq`, `rabbitmq.shop` and `rabbitmq.shop.svc.cluster.local` are the same Service. */
function backendOf(node: Node, object: KubernetesObject): Backend {
    const [name = "", namespace] = `${text(node["name"]) ?? text(node["host"]) ?? ""}`.split(".");
    return {
        name,
        namespace: text(node["namespace"]) ?? namespace ?? namespaceOf(object),
        port: portOf(node["port"] ?? targetPortOfRoute(object)),
    };
}

function portOf(port: unknown): number | string | undefined {
    if (typeof port === "object" && port !== null) {
        const { name, number } = port as Node;
        return portOf(name ?? number);
    }
    if (typeof port === "string" && /^\d+$/.test(port)) {
        return Number(port);
    }
    return typeof port === "number" || typeof port === "string" ? port : undefined;
}

/** A Route of OpenShift says its port once, for all its backends. */
function targetPortOfRoute({ group, props }: KubernetesObject): unknown {
    const spec = (props as { spec?: { port?: { targetPort?: unknown } } }).spec;
    return group === "route.openshift.io" ? spec?.port?.targetPort : undefined;
}

/** A VirtualService of Istio without a gateway is for the mesh itself. */
function isInsideMesh({ group, props }: KubernetesObject): boolean {
    const gateways = (props as { spec?: { gateways?: unknown[] } }).spec?.gateways ?? ["mesh"];
    return group === "networking.istio.io" && gateways.every((gateway) => gateway === "mesh");
}

function text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}
