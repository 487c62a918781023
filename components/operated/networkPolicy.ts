import type * as k8s from "@pulumi/kubernetes/types/input";

import { amqp, management, prometheus } from "../broker/clientProtocols";
import { nodePortRanges, nodePorts, portOf } from "../broker/ports";
import { clientOfLabel, ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { inNamespace } from "../kubernetes/namespaces";
import type { ClusterSettings } from "./arguments";
import { clusterTransport } from "./arguments";

/**
 * Lets in the nodes to each other, monitoring, and the pods of the namespace that a connection was wired to. Each
 * topology adds a policy that lets in its own. By number, because the operator names the ports of its pods.
 */
export function clusterNetworkPolicySpec(
    name: string,
    { tls, monitoringNamespaces }: Pick<ClusterSettings, "tls" | "monitoringNamespaces">,
): k8s.networking.v1.NetworkPolicySpec {
    const nodes = { matchLabels: selectorLabels(name, ComponentLabel.Broker) };
    const served = [amqp, management, prometheus].map(
        (one) => portOf(one, clusterTransport(tls)).number,
    );
    const [ofClients, ...ofMonitoring] = served.map(tcp);
    return {
        podSelector: nodes,
        policyTypes: ["Ingress"],
        ingress: [
            {
                from: [{ podSelector: nodes }],
                ports: [
                    ...nodePorts.map(({ number }) => tcp(number)),
                    ...nodePortRanges.map(({ first, last }) => ({ ...tcp(first), endPort: last })),
                ],
            },
            {
                from: [{ podSelector: { matchLabels: { [clientOfLabel]: name } } }],
                ports: [ofClients!],
            },
            ...(monitoringNamespaces.length > 0
                ? [{ from: monitoringNamespaces.map(inNamespace), ports: ofMonitoring }]
                : []),
        ],
    };
}

function tcp(port: number) {
    return { protocol: "TCP", port };
}
