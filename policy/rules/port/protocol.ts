import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { portLabel } from "../../kubernetes/ports";
import { agrees, protocolsOf } from "../../kubernetes/rabbitMqPorts";
import type { ServicePort } from "../../kubernetes/shapes/service";

/** A mesh, a probe or a person that goes by the name or by `appProtocol` would speak the wrong one. */
export const protocol = defineRule({
    id: "port-protocol",
    description: "A RabbitMQ port is called and declared as the protocol that it speaks.",
    severity: "medium",
    tags: ["network", "rabbitmq", "correctness"],
    remediation: "Let name, number, targetPort and appProtocol of the port mean one protocol.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        if (isKind(object, "core/Service") && object.props.spec?.type !== "ExternalName") {
            examination.each(object.props.spec?.ports, (port, index) =>
                checkServicePort(object, port, portLabel(port, index), examination),
            );
        }
    },
    checkContainer({ container, pod, where }, examination) {
        examination.each(container.ports, (port, index) => {
            const { name, containerPort } = port;
            const at = `${where} ${portLabel(port, index)}`;
            checkOne(pod.object, at, { name, containerPort }, examination);
        });
    },
});

function checkServicePort(
    object: KubernetesObject,
    port: ServicePort,
    label: string,
    examination: Examination<object>,
): void {
    const { name, targetPort, appProtocol } = port;
    const told = checkOne(object, label, { name, port: port.port, targetPort }, examination);
    if (told !== undefined && appProtocol !== undefined && !agrees(appProtocol, told)) {
        examination.report(object, {
            at: `${label} appProtocol`,
            is: `"${appProtocol}"`,
            requires: `what ${told} speaks`,
            fix: "Set it to that protocol",
        });
    }
}

/** Reports fields of a port that mean several protocols; gives the one that they mean otherwise. */
function checkOne(
    object: KubernetesObject,
    at: string,
    fields: { readonly [field: string]: string | number | undefined },
    { report }: Examination<object>,
): string | undefined {
    const told = protocolsOf(fields);
    const [first, other] = [...new Set(told.map(({ protocol }) => protocol))];
    if (other !== undefined) {
        report(object, {
            says: `${at} means ${told.map(({ field, value, protocol }) => `${protocol} by ${field} ${value}`).join(", ")}`,
            fix: "Let all of them mean one",
        });
    }
    return other === undefined ? first : undefined;
}
