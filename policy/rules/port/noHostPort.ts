import { defineRule } from "../../engine/rule";
import { eachContainer, podTemplateOf } from "../../kubernetes/podTemplate";
import { portLabel } from "../../kubernetes/ports";

export const noHostPort = defineRule({
    id: "port-no-host-port",
    description: "Pods take no ports of the node that they run on.",
    severity: "high",
    remediation: "Remove hostPort and hostNetwork, and reach the pods through a Service.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        const template = podTemplateOf(object);
        if (!template) {
            return;
        }
        const { report, each, attempt } = examination;
        attempt(() => {
            if (template.spec?.hostNetwork === true) {
                report(object, {
                    at: `${template.path}spec.hostNetwork`,
                    is: "true",
                    requires: "false",
                    fix: "Remove hostNetwork and use a Service",
                });
            }
        });
        eachContainer(template, examination, (container, where) =>
            each(container.ports, (port, index) => {
                if (port.hostPort) {
                    report(object, {
                        at: `${where} ${portLabel(port, index)} hostPort`,
                        is: `${port.hostPort}`,
                        requires: "none",
                        fix: "Remove hostPort and use a Service",
                    });
                }
            }),
        );
    },
});
