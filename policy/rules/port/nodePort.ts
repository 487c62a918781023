import { defineRule } from "../../engine/rule";
import { isKind } from "../../kubernetes/object";
import { portLabel } from "../../kubernetes/ports";

export const nodePort = defineRule({
    id: "port-node-port",
    description:
        "A Service asks for a node port only where its type has one, and within the range.",
    severity: "medium",
    tags: ["network"],
    remediation: "Remove nodePort, and let Kubernetes choose one where the type has one.",
    defaults: { min: 30000, max: 32767 },
    schema: {
        min: { type: "integer", minimum: 1, description: "The lowest node port of the cluster." },
        max: {
            type: "integer",
            maximum: 65535,
            description: "The highest node port of the cluster.",
        },
    },
    problems: ({ min, max }) =>
        min > max ? [`min is ${min} and max is ${max}: turn them round`] : [],
    checkObject(object, { config, report, each }) {
        if (!isKind(object, "core/Service")) {
            return;
        }
        each(object.props.spec?.ports, (port, index) => {
            if (!port.nodePort) {
                return;
            }
            const at = `${portLabel(port, index)} nodePort`;
            if (port.nodePort < config.min || port.nodePort > config.max) {
                report(object, {
                    at,
                    is: `${port.nodePort}`,
                    requires: `${config.min} to ${config.max}`,
                    fix: "Remove nodePort and let Kubernetes choose",
                });
            }
            const type = object.props.spec?.type ?? "ClusterIP";
            if (type !== "NodePort" && type !== "LoadBalancer") {
                report(object, {
                    at,
                    is: `${port.nodePort} on a ${type}`,
                    requires: "a node port only on NodePort or LoadBalancer",
                    fix: "Remove nodePort",
                });
            }
        });
    },
});
