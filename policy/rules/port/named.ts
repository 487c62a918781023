import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { eachContainer } from "../../kubernetes/podTemplate";
import { targetPortOf } from "../../kubernetes/ports";
import type { Shapes } from "../../kubernetes/shapes/kinds";

/** IANA service names (RFC 6335), which Kubernetes requires of the ports of a container. */
const serviceName = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

export const named = defineRule({
    id: "port-named",
    description: "Every port has a valid name, and a Service refers to its target port by name.",
    severity: "low",
    tags: ["network"],
    remediation: "Name each port, at most 15 of a-z, 0-9 and -, and set targetPort to the name.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        if (isKind(object, "core/Service") && object.props.spec?.type !== "ExternalName") {
            checkServicePorts(object, examination);
        }
    },
    checkPod(pod, examination) {
        const claim = claims(pod.object, "the pod", examination);
        eachContainer(pod, examination, ({ container, where }) =>
            examination.each(container.ports, (port, index) => {
                const at = `${where} ports[${index}]`;
                const { name } = port;
                checkName(pod.object, at, name, examination);
                claim(name, at);
            }),
        );
    },
});

function checkServicePorts(
    service: KubernetesObject<Shapes["core/Service"]>,
    examination: Examination<object>,
): void {
    const { report, each, attempt } = examination;
    const claim = claims(service, "the Service", examination);
    each(service.props.spec?.ports, (port, index) => {
        attempt(() => {
            const at = `ports[${index}]`;
            checkName(service, at, port.name, examination);
            claim(port.name, at);
        });
        const target = targetPortOf(port);
        const selector = service.props.spec?.selector ?? {};
        if (Object.keys(selector).length > 0 && typeof target !== "string") {
            report(service, {
                at: `ports[${index}] targetPort`,
                is: port.targetPort === undefined ? `unset, which means ${target}` : `${target}`,
                requires: "the name of a container's port",
                fix: "Name the container's port and set targetPort to that name",
            });
        }
    });
}

function checkName(
    object: KubernetesObject,
    at: string,
    name: string | undefined,
    { report }: Examination<object>,
): void {
    if (name === undefined || name === null || name === "") {
        report(object, {
            at: `${at} name`,
            is: "unset",
            requires: "a name",
            fix: "Name it after its protocol, such as amqp or http",
        });
    } else if (!serviceName.test(name)) {
        report(object, {
            at: `${at} name`,
            is: `"${name}"`,
            requires: "at most 15 of a-z, 0-9 and single -, with a letter",
            fix: "Rename it",
        });
    }
}

/** Reports every name that is claimed a second time. */
function claims(object: KubernetesObject, where: string, { report }: Examination<object>) {
    const owners = new Map<string, string>();
    return (name: string | undefined, at: string): void => {
        const owner = name && owners.get(name);
        if (owner) {
            report(object, {
                at: `${at} name`,
                is: `"${name}", as ${owner} has it`,
                requires: `names that are unique in ${where}`,
                fix: "Rename one of them",
            });
        } else if (name) {
            owners.set(name, at);
        }
    };
}
