import { portRangeProblems } from "../../engine/configurationProblems";
import { portRangesSchema } from "../../engine/portRangesSchema";
import { defineRule } from "../../engine/rule";
import { oneOf } from "../../engine/violationMessage";
import { isKind } from "../../kubernetes/object";
import { type PortRange, withinRanges } from "../../kubernetes/portRanges";
import { portLabel } from "../../kubernetes/ports";

export const unprivileged = defineRule({
    id: "port-unprivileged",
    description: "Containers listen above the ports that need privileges.",
    severity: "medium",
    tags: ["security", "network"],
    remediation: "Let the container listen on 1024 or above, and map it with the Service.",
    defaults: { min: 1024, servicePorts: [80, 443] as PortRange[] },
    schema: {
        min: { type: "integer", minimum: 1, description: "The lowest port of a container." },
        servicePorts: {
            ...portRangesSchema,
            description: "Lower ports that a Service may have: numbers, or ranges as `from-to`.",
        },
    },
    problems: ({ servicePorts }) => portRangeProblems("servicePorts", servicePorts),
    checkObject(object, { config, report, each }) {
        if (isKind(object, "core/Service")) {
            each(object.props.spec?.ports, (port, index) => {
                const number = port.port;
                if (
                    number !== undefined &&
                    number < config.min &&
                    !withinRanges(number, config.servicePorts)
                ) {
                    report(object, {
                        at: `${portLabel(port, index)} port`,
                        is: `${number}`,
                        requires: oneOf([...config.servicePorts, `at least ${config.min}`]),
                        fix: `Use ${config.min} or above`,
                    });
                }
            });
        }
    },
    checkContainer({ container, pod, where }, { config, report, each }) {
        each(container.ports, (port, index) => {
            const number = port.containerPort;
            if (number !== undefined && number < config.min) {
                report(pod.object, {
                    at: `${where} ${portLabel(port, index)} containerPort`,
                    is: `${number}`,
                    requires: `at least ${config.min}`,
                    fix: `Listen on ${number < 1000 ? 8000 + number : config.min} instead`,
                });
            }
        });
    },
});
