import type * as k8s from "@pulumi/kubernetes/types/input";

import { throughAmbientMesh } from "../kubernetes/ambientMesh";
import { clientOfLabel, ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { inNamespace } from "../kubernetes/namespaces";
import { outsidePeers } from "../kubernetes/service";
import type { BrokerSettings } from "./arguments";
import type { BrokerPort } from "./clientProtocols";
import { amqp, management, Peer } from "./clientProtocols";
import type { Transport } from "./ports";
import { brokerPorts, nodePortRanges, portOf } from "./ports";

type Reach = Pick<
    BrokerSettings,
    | "clientNamespaces"
    | "monitoringNamespaces"
    | "autoscaler"
    | "service"
    | "ambientMesh"
    | "tenants"
> &
    Transport;

/**
 * Lets in: AMQP and further protocols from the pods that a connection was wired to, and from namespaces
 * that were named for a protocol; node to node traffic between the brokers; the topology Job; monitoring and
 * KEDA from the namespaces that were named. Nothing else.
 * Egress stays free: brokers start no connections but to each other and to DNS, whose address and
 * labels differ from cluster to cluster.
 */
export function brokerNetworkPolicySpec(
    name: string,
    reach: Reach,
): k8s.networking.v1.NetworkPolicySpec {
    const ingress = portsByPeers(brokerPorts(reach))
        .map(({ peers, fromNamespaces, ports }) => ({
            from: [
                ...peers.flatMap((peer) => podsOf(peer, name, reach)),
                ...fromNamespaces.map(inNamespace),
            ],
            ports,
        }))
        // A rule without anybody in it would let everybody in.
        .filter(({ from }) => from.length > 0);
    const probed = [amqp, management].map((protocol) => portOf(protocol, reach).name);
    return {
        podSelector: { matchLabels: selectorLabels(name, ComponentLabel.Broker) },
        policyTypes: ["Ingress"],
        ingress: reach.ambientMesh ? throughAmbientMesh(ingress, probed) : ingress,
    };
}

/** Ports with the same peers share a rule. */
function portsByPeers(open: BrokerPort[]) {
    const first = (port: BrokerPort) => open.find((other) => haveSamePeers(port, other));
    return open
        .filter((port) => first(port) === port)
        .map((port) => ({
            peers: port.peers,
            fromNamespaces: port.fromNamespaces ?? [],
            ports: networkPolicyPorts(open.filter((other) => haveSamePeers(port, other))),
        }));
}

function haveSamePeers(one: BrokerPort, other: BrokerPort): boolean {
    const peers = ({ peers: pods, fromNamespaces = [] }: BrokerPort) => [
        ...pods,
        ...fromNamespaces,
    ];
    const [first, second] = [peers(one), peers(other)];
    return first.length === second.length && first.every((peer, index) => peer === second[index]);
}

/** Ranges go by number, because the pod does not declare what only nodes open to each other. */
function networkPolicyPorts(group: BrokerPort[]): k8s.networking.v1.NetworkPolicyPort[] {
    const ofNodes = group.some(({ peers }) => peers.includes(Peer.Nodes));
    const ranges = ofNodes ? nodePortRanges : [];
    return [
        ...group.map(({ name }) => ({ protocol: "TCP", port: name })),
        ...ranges.map(({ first, last }) => ({ protocol: "TCP", port: first, endPort: last })),
    ];
}

function podsOf(
    peer: Peer,
    name: string,
    { clientNamespaces, monitoringNamespaces, autoscaler, service, tenants }: Reach,
): k8s.networking.v1.NetworkPolicyPeer[] {
    const tenantNamespaces = Object.values(tenants).map(({ namespace }) => namespace);
    switch (peer) {
        case Peer.Clients: {
            const clients = { podSelector: { matchLabels: { [clientOfLabel]: name } } };
            // One peer with both selectors means both: wired pods, of that namespace.
            const elsewhere = [...clientNamespaces, ...tenantNamespaces].map((namespace) => ({
                ...inNamespace(namespace),
                ...clients,
            }));
            return [clients, ...elsewhere, ...outsidePeers(service)];
        }
        case Peer.Nodes:
            return [{ podSelector: { matchLabels: selectorLabels(name, ComponentLabel.Broker) } }];
        case Peer.Topology:
            return [
                { podSelector: { matchLabels: selectorLabels(name, ComponentLabel.Topology) } },
                ...tenantNamespaces.map((namespace) => ({
                    ...inNamespace(namespace),
                    podSelector: {
                        matchLabels: { "app.kubernetes.io/component": ComponentLabel.Topology },
                    },
                })),
            ];
        case Peer.Monitoring:
            return monitoringNamespaces.map(inNamespace);
        case Peer.Autoscaler:
            return autoscaler ? [inNamespace(autoscaler.namespace)] : [];
    }
}
