import type * as k8s from "@pulumi/kubernetes/types/input";

import { clientOfLabel, ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { inNamespace } from "../kubernetes/namespaces";
import type { BrokerSettings } from "./arguments";

/**
 * Lets in: AMQP from the pods that a connection was wired to, node to node traffic between the
 * brokers, the topology Job, and monitoring and KEDA from the namespaces that were named. Nothing else.
 * Egress stays free: brokers start no connections but to each other and to DNS, whose address and
 * labels differ from cluster to cluster.
 * https://www.rabbitmq.com/docs/networking#ports
 */
export function brokerNetworkPolicySpec(
    name: string,
    {
        clientNamespaces,
        monitoringNamespaces,
        autoscaler,
    }: Pick<BrokerSettings, "clientNamespaces" | "monitoringNamespaces" | "autoscaler">,
): k8s.networking.v1.NetworkPolicySpec {
    const brokers = { podSelector: { matchLabels: selectorLabels(name, ComponentLabel.Broker) } };
    const clients = { podSelector: { matchLabels: { [clientOfLabel]: name } } };
    const topology = {
        podSelector: { matchLabels: selectorLabels(name, ComponentLabel.Topology) },
    };
    // One peer with both selectors means both: wired pods, of that namespace.
    const clientsElsewhere = clientNamespaces.map((namespace) => ({
        ...inNamespace(namespace),
        ...clients,
    }));
    const monitoring = monitoringNamespaces.map(inNamespace);
    const scaling = autoscaler ? [inNamespace(autoscaler.namespace)] : [];
    return {
        podSelector: brokers.podSelector,
        policyTypes: ["Ingress"],
        ingress: [
            { from: [clients, ...clientsElsewhere], ports: [{ protocol: "TCP", port: "amqp" }] },
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
                from: [topology, ...monitoring, ...scaling],
                ports: [{ protocol: "TCP", port: "management" }],
            },
            ...monitoring.map((from) => ({
                from: [from],
                ports: [{ protocol: "TCP", port: "prometheus" }],
            })),
        ],
    };
}
