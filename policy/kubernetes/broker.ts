import { isKind, type KubernetesObject } from "./object";
import { podTemplateOf } from "./podTemplate";

const componentLabel = "app.kubernetes.io/component";

/** The label that our components and the RabbitMQ cluster operator both give a broker's pods. */
export function isBrokerLabels(labels: Readonly<{ [key: string]: string }> | undefined): boolean {
    return labels?.[componentLabel] === "rabbitmq";
}

/** Whether the object runs RabbitMQ nodes, told by label or by kind and never by name. */
export function isBroker(object: KubernetesObject): boolean {
    if (isKind(object, "rabbitmq.com/RabbitmqCluster")) {
        return true;
    }
    return (
        isKind(object, "apps/StatefulSet", "apps/Deployment") &&
        (isBrokerLabels(podTemplateOf(object)?.metadata?.labels) ||
            isBrokerLabels(object.props.metadata?.labels))
    );
}
