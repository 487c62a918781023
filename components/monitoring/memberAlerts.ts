import type { Alert, AlertSettings } from "./alert";
import { metric } from "./alert";

/** Whether enough nodes work together. */
export function memberAlerts(settings: AlertSettings): Alert[] {
    return settings.replicas === 1
        ? [onlyNodeDown(settings)]
        : [noMajority(settings), nodeDown(settings)];
}

/** How many nodes answer Prometheus: 0 too when it knows of none. */
function answering(settings: AlertSettings): string {
    return `(sum(${metric("up", settings, 'endpoint="prometheus"')}) or vector(0))`;
}

/** Nodes that all answer Prometheus may still be cut off from each other. */
function unreachable(settings: AlertSettings): string {
    return metric("rabbitmq_unreachable_cluster_peers_count", settings);
}

function onlyNodeDown(settings: AlertSettings): Alert {
    return {
        name: "RabbitMqNoQuorum",
        severity: "critical",
        expr: `${answering(settings)} < 1`,
        minutes: 2,
        summary: "the only node is down",
        description:
            "The node does not answer: nothing can be published or consumed. " +
            "Look at the events and the previous logs of its pod, then at its Kubernetes node and its volume.",
    };
}

function noMajority(settings: AlertSettings): Alert {
    const { replicas } = settings;
    const majority = Math.floor(replicas / 2) + 1;
    return {
        name: "RabbitMqNoQuorum",
        severity: "critical",
        expr: [
            `${answering(settings)} < ${majority}`,
            `${replicas} - min(${unreachable(settings)}) < ${majority}`,
        ].join("\nor\n"),
        minutes: 2,
        summary: "no majority of the nodes",
        description:
            `Fewer than ${majority} of ${replicas} nodes work together: quorum queues neither take nor deliver messages. ` +
            "Bring nodes back and delete no volume: look at the events and logs of the pods, then at their Kubernetes nodes.",
    };
}

function nodeDown(settings: AlertSettings): Alert {
    const { replicas } = settings;
    return {
        name: "RabbitMqNodeDown",
        severity: "warning",
        expr: [`${answering(settings)} < ${replicas}`, `max(${unreachable(settings)}) > 0`].join(
            "\nor\n",
        ),
        minutes: 5,
        summary: "a node is down or cut off",
        description:
            `Fewer than ${replicas} nodes work together: the broker goes on, and survives fewer further failures. ` +
            "Look at the events and logs of the pod that is not ready, then at its Kubernetes node and its volume.",
    };
}
