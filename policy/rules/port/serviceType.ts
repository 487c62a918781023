import { defineRule } from "../../engine/rule";
import { oneOf } from "../../engine/violationMessage";
import { isKind } from "../../kubernetes/object";

export const serviceType = defineRule({
    id: "port-service-type",
    description: "A Service is reachable only in the ways that the environment allows.",
    severity: "high",
    tags: ["security", "network"],
    remediation: "Use a Service of type ClusterIP without external addresses.",
    defaults: { allowed: ["ClusterIP"] },
    schema: {
        allowed: {
            type: "array",
            description: "The types that a Service may have.",
            items: {
                type: "string",
                enum: ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"],
            },
            minItems: 1,
        },
    },
    checkObject(object, { config, report, attempt }) {
        if (!isKind(object, "core/Service")) {
            return;
        }
        attempt(() => {
            const type = object.props.spec?.type ?? "ClusterIP";
            if (!config.allowed.includes(type)) {
                report(object, {
                    at: "spec.type",
                    is: type,
                    requires: oneOf(config.allowed),
                    fix: `Use ${config.allowed[0]}`,
                });
            }
        });
        attempt(() => {
            const addresses = object.props.spec?.externalIPs?.length ?? 0;
            if (addresses > 0) {
                report(object, {
                    at: "spec.externalIPs",
                    is: `a list of ${addresses}`,
                    requires: "none",
                    fix: "Remove spec.externalIPs",
                });
            }
        });
    },
});
