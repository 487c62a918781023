import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { subject } from "../../engine/violationMessage";
import type { Service } from "../../kubernetes/exposure";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { eachContainer } from "../../kubernetes/podTemplate";
import { portLabel, protocolOf } from "../../kubernetes/ports";

export const unique = defineRule({
    id: "port-unique",
    description:
        "No port is declared twice in a Service, in the containers of a pod, or on the nodes.",
    severity: "medium",
    tags: ["network", "correctness"],
    remediation: "Remove the second declaration, or change its number or protocol.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        if (isKind(object, "core/Service")) {
            const claimPort = claims(object, "port", examination);
            const claimNodePort = claims(object, "nodePort", examination);
            examination.each(object.props.spec?.ports, (port, index) => {
                const claim = (claimed: typeof claimPort, number: number | undefined) =>
                    claimed(number, protocolOf(port), portLabel(port, index));
                examination.attempt(() => claim(claimPort, port.port));
                examination.attempt(() => claim(claimNodePort, port.nodePort));
            });
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
    /** A node port belongs to one Service of the whole cluster, whatever its namespace and protocol. */
    checkStack(stack, { report, each, attempt }) {
        const owners = new Map<number, Service>();
        each(stack.ofKind("core/Service"), (service) => {
            const claim = (at: string, number: number | undefined) => {
                const owner = number ? owners.get(number) : undefined;
                if (owner && owner !== service) {
                    report(service, {
                        says: `${at} ${number} is taken by ${subject(owner)} already`,
                        fix: "Remove it and let Kubernetes choose",
                    });
                }
                if (number && !owner) {
                    owners.set(number, service);
                }
            };
            attempt(() =>
                claim("spec.healthCheckNodePort", service.props.spec?.healthCheckNodePort),
            );
            each(service.props.spec?.ports, (port, index) =>
                claim(`${portLabel(port, index)} nodePort`, port.nodePort),
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
        if (number && owner) {
            report(object, {
                says: `${at} ${what} ${key} is declared by ${owner} already`,
                fix: "Remove one of them or change its number",
            });
        }
        owners.set(key, owner ?? at);
    };
}
