import type { Edit } from "../../engine/edits";
import { defineRule } from "../../engine/rule";
import { quoted } from "../../engine/violationMessage";
import { isKind } from "../../kubernetes/object";
import { portLabel } from "../../kubernetes/ports";
import { appProtocolOf } from "../../kubernetes/rabbitMqPorts";

export const appProtocol = defineRule({
    id: "port-app-protocol",
    description: "A Service says which protocol each of its ports speaks.",
    severity: "low",
    tags: ["network"],
    remediation: "Set appProtocol of each Service port to one of the listed protocols.",
    defaults: {
        allowed: [
            "amqp",
            "amqps",
            "http",
            "https",
            "mqtt",
            "stomp",
            "tcp",
            "tls",
            "kubernetes.io/h2c",
            "kubernetes.io/ws",
            "kubernetes.io/wss",
        ],
    },
    schema: {
        allowed: {
            type: "array",
            description: "The protocols that a port may name.",
            items: { type: "string", minLength: 1 },
            minItems: 1,
        },
    },
    remedy(object, { config, each }) {
        const edits: Edit[] = [];
        if (isKind(object, "core/Service") && object.props.spec?.type !== "ExternalName") {
            each(object.props.spec?.ports, (port, index) => {
                const protocol = appProtocolOf(port);
                if (port.appProtocol === undefined && config.allowed.includes(protocol ?? "")) {
                    edits.push({ at: `spec.ports.${index}.appProtocol`, value: protocol });
                }
            });
        }
        return edits;
    },
    checkObject(object, { config, report, each }) {
        if (!isKind(object, "core/Service") || object.props.spec?.type === "ExternalName") {
            return;
        }
        each(object.props.spec?.ports, (port, index) => {
            if (!config.allowed.includes(port.appProtocol ?? "")) {
                report(object, {
                    at: `${portLabel(port, index)} appProtocol`,
                    is: quoted(port.appProtocol),
                    requires: `one of ${config.allowed.join(", ")}`,
                    fix: "Set it to the protocol that the port speaks",
                });
            }
        });
    },
});
