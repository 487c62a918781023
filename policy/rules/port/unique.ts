import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { eachContainer } from "../../kubernetes/podTemplate";
import { portLabel, protocolOf } from "../../kubernetes/ports";

export const unique = defineRule({
    id: "port-unique",
    description: "No port is declared twice in a Service, or twice in the containers of a pod.",
    severity: "medium",
    remediation: "Remove the second declaration, or change its number or protocol.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        if (isKind(object, "core/Service")) {
            const claim = claims(object, "port", examination);
            examination.each(object.props.spec?.ports, (port, index) =>
                claim(port.port, protocolOf(port), portLabel(port, index)),
            );
        }
    },
    checkPod(pod, examination) {
        const claim = claims(pod.object, "containerPort", examination);
        eachContainer(pod, examination, ({ container, list, where }) => {
            if (list === "initContainers" && container.restartPolicy !== "Always") {
                return;
            }
            examination.each(container.ports, (port, index) =>
                claim(port.containerPort, protocolOf(port), `${where} ${portLabel(port, index)}`),
            );
        });
    },
});

/** Reports every number and protocol that is claimed a second time. */
function claims(object: KubernetesObject, what: string, { report }: Examination<object>) {
    const owners = new Map<string, string>();
    return (number: number | undefined, protocol: string, at: string): void => {
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
}
