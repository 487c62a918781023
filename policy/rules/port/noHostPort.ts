import { defineRule } from "../../engine/rule";
import { portLabel } from "../../kubernetes/ports";

export const noHostPort = defineRule({
    id: "port-no-host-port",
    description: "Pods take no ports of the node that they run on.",
    severity: "high",
    tags: ["security", "network"],
    frameworks: ["pod-security/restricted", "cis"],
    remediation: "Remove hostPort and hostNetwork, and reach the pods through a Service.",
    defaults: {},
    schema: {},
    checkPod(pod, { report }) {
        if (pod.spec?.hostNetwork === true) {
            report(pod.object, {
                at: `${pod.specPath}hostNetwork`,
                is: "true",
                requires: "false",
                fix: "Remove hostNetwork and use a Service",
            });
        }
    },
    checkContainer({ container, pod, where }, { report, each }) {
        each(container.ports, (port, index) => {
            if (port.hostPort) {
                report(pod.object, {
                    at: `${where} ${portLabel(port, index)} hostPort`,
                    is: `${port.hostPort}`,
                    requires: "none",
                    fix: "Remove hostPort and use a Service",
                });
            }
        });
    },
});
