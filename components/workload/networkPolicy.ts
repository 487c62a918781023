import type * as k8s from "@pulumi/kubernetes/types/input";

import { inNamespace } from "../kubernetes/namespaces";

/**
 * Lets in HTTP from the workload's own namespace and from those that were named; without HTTP,
 * nothing. Egress stays free: where a workload's DNS, databases and brokers are, only its users know.
 * Probes come from the pod's node, which Kubernetes always lets in.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function workloadNetworkPolicySpec(
    podLabels: { [label: string]: string },
    http: { fromNamespaces: string[] } | undefined,
): k8s.networking.v1.NetworkPolicySpec {
    const ownNamespace = { podSelector: {} };
    return {
        podSelector: { matchLabels: podLabels },
        policyTypes: ["Ingress"],
        ingress: http && [
            {
                from: [ownNamespace, ...http.fromNamespaces.map(inNamespace)],
                ports: [{ protocol: "TCP", port: "http" }],
            },
        ],
    };
}
