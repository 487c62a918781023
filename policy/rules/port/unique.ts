import { defineRule } from "../../engine/rule";
import { isKind } from "../../kubernetes/object";
import { eachContainer, podTemplateOf } from "../../kubernetes/podTemplate";
import { portLabel, protocolOf } from "../../kubernetes/ports";

export const unique = defineRule({
    id: "port-unique",
    description: "No port is declared twice in a Service, or twice in the containers of a pod.",
    severity: "medium",
    remediation: "Remove the second declaration, or change its number or protocol.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        const { report, each } = examination;
        const owners = new Map<string, string>();
        const claim = (number: number | undefined, protocol: string, at: string, what: string) => {
            const key = `${number}/${protocol}`;
            const owner = owners.get(key);
            if (number !== undefined && owner) {
                report(object, {
                    says: `${at} ${what} ${key} is declared by ${owner} already`,
                    fix: "Remove one of them or change its number",
                });
            }
            owners.set(key, owner ?? at);
        };
        if (isKind(object, "core/Service")) {
            each(object.props.spec?.ports, (port, index) =>
                claim(port.port, protocolOf(port), portLabel(port, index), "port"),
            );
        }
        const template = podTemplateOf(object);
        if (template) {
            eachContainer(template, examination, (container, where) => {
                if (where.startsWith("init") && container.restartPolicy !== "Always") {
                    return;
                }
                each(container.ports, (port, index) =>
                    claim(
                        port.containerPort,
                        protocolOf(port),
                        `${where} ${portLabel(port, index)}`,
                        "containerPort",
                    ),
                );
            });
        }
    },
});
