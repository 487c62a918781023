import { defineRule } from "../../engine/rule";
import { isBrokerLabels } from "../../kubernetes/broker";
import { isKind } from "../../kubernetes/object";
import { portLabel, targetPortOf } from "../../kubernetes/ports";
import { portsByName, tlsTwins } from "../../kubernetes/rabbitMqPorts";

export const tlsOnly = defineRule({
    id: "port-tls-only",
    description: "A RabbitMQ broker's Services serve clients over TLS only.",
    severity: "critical",
    tags: ["security", "network", "rabbitmq"],
    remediation:
        "Let the broker listen with TLS, and serve the TLS port in place of the plain one.",
    defaults: { plain: Object.keys(tlsTwins).map(Number) },
    schema: {
        plain: {
            type: "array",
            description: "The ports without TLS that no Service may serve.",
            items: { type: "integer", minimum: 1, maximum: 65535 },
        },
    },
    checkObject(object, { config, report, each }) {
        if (
            !isKind(object, "core/Service") ||
            !(
                isBrokerLabels(object.props.spec?.selector, object) ||
                isBrokerLabels(object.props.metadata?.labels, object)
            )
        ) {
            return;
        }
        each(object.props.spec?.ports, (port, index) => {
            const target = targetPortOf(port);
            const reached = typeof target === "string" ? portsByName[target] : target;
            const plain = [reached, port.port].find(
                (number) => number !== undefined && config.plain.includes(number),
            );
            if (plain !== undefined) {
                const twin = tlsTwins[plain];
                report(object, {
                    at: portLabel(port, index),
                    is: `${plain}, without TLS`,
                    requires: "TLS",
                    fix: twin ? `Serve ${twin} instead` : "Serve its TLS port instead",
                });
            }
        });
    },
});
