import { defineRule } from "../../engine/rule";
import { isKind } from "../../kubernetes/object";
import { eachContainer, podTemplateOf } from "../../kubernetes/podTemplate";
import { type PortRange, portRangesSchema, withinRanges } from "../../kubernetes/portRanges";
import { portLabel } from "../../kubernetes/ports";
import { usualPorts } from "../../kubernetes/rabbitMqPorts";

export const allowList = defineRule({
    id: "port-allow-list",
    description: "Containers and Services use only ports that the environment lists.",
    severity: "high",
    remediation: "Use a listed port, or add the port to the environment's list.",
    defaults: { ports: [...usualPorts] as PortRange[] },
    schema: { ports: portRangesSchema },
    checkObject(object, examination) {
        const { config, report, each } = examination;
        const judge = (at: string, port: number | undefined) => {
            if (port !== undefined && !withinRanges(port, config.ports)) {
                report(object, {
                    at,
                    is: `${port}`,
                    requires: `one of ${config.ports.join(", ")}`,
                    fix: "Use one of these, or list it in port-allow-list",
                });
            }
        };
        if (isKind(object, "core/Service")) {
            each(object.props.spec?.ports, (port, index) =>
                judge(`${portLabel(port, index)} port`, port.port),
            );
        }
        const template = podTemplateOf(object);
        if (template) {
            eachContainer(template, examination, (container, where) =>
                each(container.ports, (port, index) =>
                    judge(`${where} ${portLabel(port, index)} containerPort`, port.containerPort),
                ),
            );
        }
    },
});
