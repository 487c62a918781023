import { isKind, type KubernetesObject, namespaceOf } from "./object";
import { backendPaths, listenerPaths } from "./routePaths";
import type { UnknownValues } from "./unknownValue";

/** What a route outside the cluster's own network leads to. */
export interface Backend {
    readonly name: string;
    readonly namespace: string;
    /** Undefined where every port of the Service is meant. */
    readonly port: number | string | undefined;
}

interface Node {
    readonly [key: string]: unknown;
}

/** Examines each port that an object opens to the outside, if it is a gateway at all. */
export function eachListener(
    object: KubernetesObject,
    unknowns: UnknownValues,
    examine: (port: number | string | undefined) => void,
): void {
    eachNode(listenerPaths, object, unknowns, (node) =>
        examine(portOf(node["port"] ?? node["number"])),
    );
}

/** Examines each backend that an object leads to, if it is a route at all. */
export function eachBackend(
    object: KubernetesObject,
    unknowns: UnknownValues,
    examine: (backend: Backend) => void,
): void {
    if (!isInsideMesh(object)) {
        eachNode(backendPaths, object, unknowns, (node) => {
            const backend = backendOf(node, object);
            if (backend.name !== "") {
                examine(backend);
            }
        });
    }
    if (isKind(object, "core/ConfigMap")) {
        unknowns.eachEntry(object.props.data, (port, target) => {
            const backend = forwarded(port, target);
            if (backend) {
                examine(backend);
            }
        });
    }
}

/** What the Ingress controllers of NGINX and HAProxy forward: `"9000": "shop/rabbitmq:15672"`. */
function forwarded(port: string, target: string): Backend | undefined {
    const { namespace, name, to } =
        /^(?<namespace>[a-z0-9-]+)\/(?<name>[a-z0-9-]+):(?<to>[a-z0-9-]+)(:\w*){0,2}$/.exec(target)
            ?.groups ?? {};
    return /^\d{1,5}$/.test(port) && namespace && name
        ? { namespace, name, port: portOf(to) }
        : undefined;
}

function eachNode(
    pathsByKind: typeof backendPaths,
    object: KubernetesObject,
    unknowns: UnknownValues,
    examine: (node: Node) => void,
): void {
    const kind = `${object.group}/${object.kind}`;
    for (const path of Object.hasOwn(pathsByKind, kind) ? pathsByKind[kind]! : []) {
        eachAt(object.props, path.split("."), unknowns, examine);
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

function backendOf(node: Node, object: KubernetesObject): Backend {
    const names = { ...(node["ref"] as Node | undefined), ...node };
    const [address = ""] = ["serviceName", "service", "name", "host"]
        .map((key) => text(names[key]))
        .filter((name) => name !== undefined);
    const { host = "", port } = /^(?:\w+:\/\/)?(?<host>[^:/]*)(?::(?<port>\d+))?/.exec(
        address,
    )!.groups!;
    return {
        ...serviceAt(host, namespaceIn(names, object)),
        port: portOf(port ?? node["port"] ?? node["servicePort"] ?? targetPortOfRoute(object)),
    };
}

/** `rabbitmq`, `rabbitmq.shop` and `rabbitmq.shop.svc.cluster.local` are the same Service. */
export function serviceAt(host: string, besides: string): Omit<Backend, "port"> {
    const [name = "", namespace] = host.split(".");
    return { name, namespace: namespace ?? besides };
}

function namespaceIn(node: Node, object: KubernetesObject): string {
    return text(node["namespace"]) ?? namespaceOf(object);
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
    if (group !== "networking.istio.io") {
        return false;
    }
    const gateways = (props as { spec?: { gateways?: unknown } }).spec?.gateways ?? ["mesh"];
    return Array.isArray(gateways) && gateways.every((gateway) => gateway === "mesh");
}

function text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}
