import { portRangeProblems } from "../../engine/configurationProblems";
import { portRangesSchema } from "../../engine/portRangesSchema";
import { defineRule } from "../../engine/rule";
import { portNumbers, reachesBroker } from "../../kubernetes/exposure";
import { type PortRange, withinRanges } from "../../kubernetes/portRanges";
import { portLabel } from "../../kubernetes/ports";
import { internodePorts } from "../../kubernetes/rabbitMqPorts";

export const internodePrivate = defineRule({
    id: "port-internode-private",
    description: "Ports between RabbitMQ nodes are served by a headless Service only.",
    severity: "critical",
    tags: ["security", "network", "rabbitmq"],
    remediation: "Serve the port from a Service with clusterIP None, which only the nodes use.",
    defaults: { ports: [...internodePorts] as PortRange[] },
    schema: { ports: portRangesSchema },
    problems: ({ ports }) => portRangeProblems("ports", ports),
    checkStack(stack, examination) {
        const { config, report, each } = examination;
        each(stack.ofKind("core/Service"), (service) => {
            const isHeadless = service.props.spec?.clusterIP === "None";
            if (isHeadless || !reachesBroker(service, stack, examination)) {
                return;
            }
            each(service.props.spec?.ports, (port, index) => {
                const found = portNumbers(port, service, stack, examination).find((number) =>
                    withinRanges(number, config.ports),
                );
                if (found !== undefined) {
                    report(service, {
                        at: portLabel(port, index),
                        is: `${found}, a port between nodes`,
                        requires: "clusterIP None for it",
                        fix: "Move it to the headless Service",
                    });
                }
            });
        });
    },
});
