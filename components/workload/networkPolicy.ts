import type * as k8s from "@pulumi/kubernetes/types/input";

import { throughAmbientMesh } from "../kubernetes/ambientMesh";
import { inNamespace } from "../kubernetes/namespaces";
import { outsidePeers } from "../kubernetes/service";
import type { WorkloadSettings } from "./arguments";

/**
 * Lets in HTTP from the workload's own namespace and from those that were named; without HTTP,
 * nothing. Egress stays free: where a workload's DNS, databases and brokers are, only its users know.
 * Probes come from the pod's node, which Kubernetes always lets in.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function workloadNetworkPolicySpec(
    podLabels: { [label: string]: string },
    { http, service, ambientMesh }: Pick<WorkloadSettings, "http" | "service" | "ambientMesh">,
): k8s.networking.v1.NetworkPolicySpec {
    const ownNamespace = { podSelector: {} };
    const ingress = http && [
        {
            from: [ownNamespace, ...http.fromNamespaces.map(inNamespace), ...outsidePeers(service)],
            ports: [{ protocol: "TCP", port: "http" }],
        },
    ];
    return {
        podSelector: { matchLabels: podLabels },
        policyTypes: ["Ingress"],
        ingress: ingress && ambientMesh ? throughAmbientMesh(ingress, ["http"]) : ingress,
    };
}
