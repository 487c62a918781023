import type { ContainerPort } from "./shapes/pod";
import type { ServicePort } from "./shapes/service";
import { ifKnown } from "./unknownValue";

/** `port "http"`, or `ports[0]` for a port without a name. */
export function portLabel(port: { name?: string }, index: number): string {
    const name = ifKnown(() => port.name);
    return name === undefined ? `ports[${index}]` : `port "${name}"`;
}

export function protocolOf(port: { protocol?: string }): string {
    return port.protocol ?? "TCP";
}

/** A Service port without targetPort goes to the same number. */
export function targetPortOf(port: ServicePort): number | string | undefined {
    return port.targetPort ?? port.port;
}

/** Whether a port name or number means this port of a container. */
export function isPort(reference: number | string | undefined, port: ContainerPort): boolean {
    return typeof reference === "number"
        ? reference === port.containerPort
        : reference !== undefined &&
              (reference === port.name || reference === `${port.containerPort}`);
}
