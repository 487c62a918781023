import type * as k8s from "@pulumi/kubernetes/types/input";

import { clientOfLabel, ComponentLabel, selectorLabels } from "./labels";

/**
 * Lets in: AMQP from the pods that a connection was wired to, node to node traffic between the
 * brokers, the topology Job, and monitoring from the namespaces that were named. Nothing else.
 * https://www.rabbitmq.com/docs/networking#ports
 */
export function brokerNetworkPolicySpec(
    name: string,
    monitoringNamespaces: string[],
): k8s.networking.v1.NetworkPolicySpec {
    const brokers = { podSelector: { matchLabels: selectorLabels(name, ComponentLabel.Broker) } };
    const clients = { podSelector: { matchLabels: { [clientOfLabel]: name } } };
    const topology = {
        podSelector: { matchLabels: selectorLabels(name, ComponentLabel.Topology) },
    };
    const monitoring = monitoringNamespaces.map((namespace) => ({
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    }));
    return {
        podSelector: brokers.podSelector,
        policyTypes: ["Ingress"],
        ingress: [
            { from: [clients], ports: [{ protocol: "TCP", port: "amqp" }] },
            {
                from: [brokers],
                ports: [
                    { protocol: "TCP", port: "epmd" },
                    { protocol: "TCP", port: "cluster-rpc" },
                    // The ports of the command line tools and of stream replication are not declared by the pod.
                    { protocol: "TCP", port: 35672, endPort: 35682 },
                    { protocol: "TCP", port: 6000, endPort: 6500 },
                ],
            },
            {
                from: [topology, ...monitoring],
                ports: [{ protocol: "TCP", port: "management" }],
            },
            ...monitoring.map((from) => ({
                from: [from],
                ports: [{ protocol: "TCP", port: "prometheus" }],
            })),
        ],
    };
}
