import { defineRule } from "../../engine/rule";
import { eachContainer, podTemplateOf } from "../../kubernetes/podTemplate";
import { isPort } from "../../kubernetes/ports";
import type { Container, ProbeAction } from "../../kubernetes/shapes";
import { someKnown } from "../../kubernetes/unknownValue";

export const probeDeclared = defineRule({
    id: "port-probe-declared",
    description: "A probe or a hook asks a port that its own container declares.",
    severity: "medium",
    remediation: "Declare the port in the container, and leave host out of the probe.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        const template = podTemplateOf(object);
        if (!template) {
            return;
        }
        const { report, attempt, each } = examination;
        eachContainer(template, examination, (container, where) => {
            each(actions, ({ at, read }) => {
                const { httpGet, tcpSocket, grpc } = read(container) ?? {};
                const port = (httpGet ?? tcpSocket ?? grpc)?.port;
                attempt(() => {
                    if (
                        port !== undefined &&
                        !someKnown(container.ports ?? [], (declared) => isPort(port, declared))
                    ) {
                        report(object, {
                            at: `${where} ${at} port`,
                            is: typeof port === "string" ? `"${port}"` : `${port}`,
                            requires: "a port that the container declares",
                            fix: "Declare it or change the probe",
                        });
                    }
                });
                const host = (httpGet ?? tcpSocket)?.host;
                if (host) {
                    report(object, {
                        at: `${where} ${at} host`,
                        is: `"${host}"`,
                        requires: "none, which means the pod itself",
                        fix: "Remove host",
                    });
                }
            });
        });
    },
});

const actions: readonly {
    at: string;
    read: (container: Container) => ProbeAction | undefined;
}[] = [
    { at: "startupProbe", read: (container) => container.startupProbe },
    { at: "readinessProbe", read: (container) => container.readinessProbe },
    { at: "livenessProbe", read: (container) => container.livenessProbe },
    { at: "lifecycle.postStart", read: (container) => container.lifecycle?.postStart },
    { at: "lifecycle.preStop", read: (container) => container.lifecycle?.preStop },
];
