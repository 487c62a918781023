import { isPort, protocolOf, targetPortOf } from "./ports";
import type { ContainerPort } from "./shapes/pod";
import type { ServicePort } from "./shapes/service";
import { ifKnown } from "./unknownValue";
import type { Workload } from "./workload";

/** The ports that the running containers of a workload's pods declare. */
export function declaredPorts(workload: Workload): ContainerPort[] {
    const spec = workload.template?.spec;
    const sidecars = (spec?.initContainers ?? []).filter(
        (container) => container.restartPolicy === "Always",
    );
    return [...(spec?.containers ?? []), ...sidecars].flatMap((container) => container.ports ?? []);
}

/** The ports of a workload by name and by number, so that many Service ports cost no more than each once. */
const indexes = new WeakMap<Workload, Map<string, ContainerPort[]>>();

/** The declared ports that a name or number may mean; all of them, where some are not known yet. */
export function portsCalled(
    reference: number | string | undefined,
    workload: Workload,
): readonly ContainerPort[] {
    const index = indexes.get(workload) ?? ifKnown(() => indexOf(declaredPorts(workload)));
    if (!index) {
        return declaredPorts(workload);
    }
    indexes.set(workload, index);
    return (index.get(`${reference}`) ?? []).filter((port) => isPort(reference, port));
}

function indexOf(ports: readonly ContainerPort[]): Map<string, ContainerPort[]> {
    const index = new Map<string, ContainerPort[]>();
    for (const port of ports) {
        for (const key of new Set([`${port.name}`, `${port.containerPort}`])) {
            index.set(key, [...(index.get(key) ?? []), port]);
        }
    }
    return index;
}

/** The container ports that a Service port reaches: by name or by number, and by protocol. */
export function reachedPorts(port: ServicePort, workload: Workload): ContainerPort[] {
    const target = targetPortOf(port);
    return portsCalled(target, workload).filter(
        (declared) => isPort(target, declared) && protocolOf(declared) === protocolOf(port),
    );
}
