import { portRangeProblems } from "../../engine/configurationProblems";
import type { Examination } from "../../engine/examination";
import { portRangesSchema } from "../../engine/portRangesSchema";
import { defineRule } from "../../engine/rule";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { type PortRange, withinRanges } from "../../kubernetes/portRanges";
import { portLabel } from "../../kubernetes/ports";
import { usualPorts } from "../../kubernetes/rabbitMqPorts";

export const allowList = defineRule({
    id: "port-allow-list",
    description: "Containers and Services use only ports that the environment lists.",
    severity: "high",
    tags: ["network"],
    remediation: "Use a listed port, or add the port to the environment's list.",
    defaults: { ports: [...usualPorts] as PortRange[] },
    schema: { ports: portRangesSchema },
    problems: ({ ports }) => portRangeProblems("ports", ports),
    checkObject(object, examination) {
        if (isKind(object, "core/Service")) {
            examination.each(object.props.spec?.ports, (port, index) =>
                checkPort(object, `${portLabel(port, index)} port`, port.port, examination),
            );
        }
    },
    checkContainer({ container, pod, where }, examination) {
        examination.each(container.ports, (port, index) => {
            const at = `${where} ${portLabel(port, index)} containerPort`;
            checkPort(pod.object, at, port.containerPort, examination);
        });
    },
});

function checkPort(
    object: KubernetesObject,
    at: string,
    port: number | undefined,
    { config, report }: Examination<{ ports: PortRange[] }>,
): void {
    if (port !== undefined && !withinRanges(port, config.ports)) {
        report(object, {
            at,
            is: `${port}`,
            requires: `one of ${config.ports.join(", ")}`,
            fix: "Use one of these, or list it in port-allow-list",
        });
    }
}
