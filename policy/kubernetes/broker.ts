import { isKind, type KubernetesObject } from "./object";
import { isReplicated } from "./podKinds";
import { type LocatedPodTemplate, podTemplateOf } from "./podTemplate";
import { managementPorts, portsByName } from "./rabbitMqPorts";
import type { Container } from "./shapes/pod";
import { ifKnown, knownMatches } from "./unknownValue";

/** Whether labels, or a selector, that belong to an object are those of a broker's pods. */
export function isBrokerLabels(
    labels: Readonly<{ [key: string]: string }> | undefined,
    { conventions }: KubernetesObject,
): boolean {
    return Object.entries(conventions.brokerLabels).some(
        ([name, value]) => labels?.[name] === value,
    );
}

/** Whether the object runs RabbitMQ nodes, told by kind, label, image and ports, and never by name. */
export function isBroker(object: KubernetesObject): boolean {
    if (isKind(object, "rabbitmq.com/RabbitmqCluster")) {
        return true;
    }
    const pod = isReplicated(object) ? podTemplateOf(object) : undefined;
    return (
        !!pod &&
        (isBrokerLabels(pod.metadata?.labels, object) ||
            isBrokerLabels(object.props.metadata?.labels, object) ||
            runsNode(pod))
    );
}

/** A container that is not known yet is none: most of those are an application's own images. */
function runsNode(pod: LocatedPodTemplate): boolean {
    const containers = ifKnown(() => pod.spec?.containers) ?? [];
    return (
        knownMatches(
            containers,
            (container) =>
                isNodeImage(ifKnown(() => container.image) ?? "") || hasNodePorts(container),
        ).found.length > 0
    );
}

/** `rabbitmq:4-management`, `registry.example.com:5000/mirror/rabbitmq@sha256:...`, `rabbitmq-delayed-message-exchange:4` */
function isNodeImage(image: string): boolean {
    return /(^|\/)(tanzu-)?rabbitmq(-server|-delayed[\w-]*)?([:@]|$)/.test(image);
}

const clientPorts = portNumbers("amqp", "amqps");
const nodePorts = [...portNumbers("epmd", "cluster-rpc"), ...managementPorts];

function portNumbers(...names: string[]): number[] {
    return names.map((name) => portsByName[name]!);
}

/** Other brokers and proxies listen for AMQP as well, but not on the ports of RabbitMQ's own. */
function hasNodePorts(container: Container): boolean {
    const listens = (ports: readonly number[]) =>
        knownMatches(container.ports ?? [], ({ containerPort }) =>
            ports.includes(containerPort ?? 0),
        ).found.length > 0;
    return listens(clientPorts) && listens(nodePorts);
}
