import { createHash } from "node:crypto";

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

/** Which stack an object belongs to. Not for pods: a stack of another name would restart them all. */
export function ownerLabels() {
    return {
        "app.kubernetes.io/instance": labelValue(pulumi.getStack()),
        "app.kubernetes.io/part-of": labelValue(pulumi.getProject()),
        "app.kubernetes.io/managed-by": "pulumi",
    };
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export function commonLabels(name: string, component: ComponentLabel) {
    return { ...selectorLabels(name, component), ...ownerLabels() };
}

/**
 * A text as a label can hold it: at most 63 characters, a letter or digit at either end. One that had to
 * change ends in a checksum, so that two texts stay two values.
 */
export function labelValue(text: string): string {
    if (/^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/.test(text)) {
        return text;
    }
    const checksum = createHash("sha256").update(text).digest("hex").slice(0, 8);
    const start = text.replace(/[^\w.-]/g, "-").replace(/^[^A-Za-z0-9]+/, "");
    return start === "" ? checksum : `${start.slice(0, 54)}-${checksum}`;
}
