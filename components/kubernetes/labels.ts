import * as pulumi from "@pulumi/pulumi";

/** What a pod of ours is. Policies and NetworkPolicies tell pods apart by it. */
export enum ComponentLabel {
    Broker = "rabbitmq",
    Topology = "rabbitmq-topology",
    Producer = "producer",
    Consumer = "consumer",
}

/** The label by which a broker's NetworkPolicy knows the pods that may speak AMQP with it. */
export const clientOfLabel = "queue-workloads/client-of";

/** Those labels that never change, by which selectors find pods. */
export function selectorLabels(name: string, component: ComponentLabel) {
    return { "app.kubernetes.io/name": name, "app.kubernetes.io/component": component };
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export function commonLabels(name: string, component: ComponentLabel) {
    return {
        ...selectorLabels(name, component),
        "app.kubernetes.io/instance": pulumi.getStack(),
        "app.kubernetes.io/part-of": pulumi.getProject(),
        "app.kubernetes.io/managed-by": "pulumi",
    };
}
