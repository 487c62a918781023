import { isPort, protocolOf, targetPortOf } from "./ports";
import type { ContainerPort, ServicePort } from "./shapes";
import type { Workload } from "./workload";

/** The ports that the running containers of a workload's pods declare. */
export function declaredPorts(workload: Workload): ContainerPort[] {
    const spec = workload.template?.spec;
    const sidecars = (spec?.initContainers ?? []).filter(
        (container) => container.restartPolicy === "Always",
    );
    return [...(spec?.containers ?? []), ...sidecars].flatMap((container) => container.ports ?? []);
}

/** The container ports that a Service port reaches: by name or by number, and by protocol. */
export function reachedPorts(port: ServicePort, workload: Workload): ContainerPort[] {
    const target = targetPortOf(port);
    return declaredPorts(workload).filter(
        (declared) => isPort(target, declared) && protocolOf(declared) === protocolOf(port),
    );
}
