import { defineRule } from "../../engine/rule";
import { isPort } from "../../kubernetes/ports";
import { actions } from "../../kubernetes/probeActions";
import { someKnown } from "../../kubernetes/unknownValue";

export const probeDeclared = defineRule({
    id: "port-probe-declared",
    description: "A probe or a hook asks a port that its own container declares.",
    severity: "medium",
    tags: ["reliability", "network"],
    frameworks: ["pod-security/restricted"],
    remediation: "Declare the port in the container, and leave host out of the probe.",
    defaults: {},
    schema: {},
    checkContainer({ container, pod, where }, { report, attempt, each }) {
        each(actions, ({ at, read }) => {
            const { httpGet, tcpSocket, grpc } = read(container) ?? {};
            const port = (httpGet ?? tcpSocket ?? grpc)?.port;
            attempt(() => {
                if (
                    port !== undefined &&
                    !someKnown(container.ports ?? [], (declared) => isPort(port, declared))
                ) {
                    report(pod.object, {
                        at: `${where} ${at} port`,
                        is: typeof port === "string" ? `"${port}"` : `${port}`,
                        requires: "a port that the container declares",
                        fix: "Declare it or change the probe",
                    });
                }
            });
            const host = (httpGet ?? tcpSocket)?.host;
            if (host) {
                report(pod.object, {
                    at: `${where} ${at} host`,
                    is: `"${host}"`,
                    requires: "none, which means the pod itself",
                    fix: "Remove host",
                });
            }
        });
    },
});
