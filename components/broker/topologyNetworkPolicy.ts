import type * as k8s from "@pulumi/kubernetes/types/input";

import { ComponentLabel, selectorLabels } from "../kubernetes/labels";

/** Lets nothing in: the topology Job calls the broker, and nobody calls it. */
export function topologyNetworkPolicySpec(name: string): k8s.networking.v1.NetworkPolicySpec {
    return {
        podSelector: { matchLabels: selectorLabels(name, ComponentLabel.Topology) },
        policyTypes: ["Ingress"],
    };
}
