import type * as k8s from "@pulumi/kubernetes/types/input";

/** Where Istio's ambient mode brings every call to a pod. https://istio.io/latest/docs/ambient/usage/networkpolicy/ */
const tunnel: k8s.networking.v1.NetworkPolicyPort = { protocol: "TCP", port: 15008 };

/** The address that the probes of a pod in the mesh come from. */
const prober: k8s.networking.v1.NetworkPolicyPeer = { ipBlock: { cidr: "169.254.7.127/32" } };

/**
 * Lets everybody in by the mesh's own port who is let in by another, and probes by those that they ask. Which of a
 * pod's ports is meant, only the mesh sees then: its own AuthorizationPolicies can tell.
 */
export function throughAmbientMesh(
    ingress: k8s.networking.v1.NetworkPolicyIngressRule[],
    probedPorts: string[],
): k8s.networking.v1.NetworkPolicyIngressRule[] {
    const meshed = ingress.map(({ from, ports }) => ({
        from,
        ports: [...(ports as k8s.networking.v1.NetworkPolicyPort[]), tunnel],
    }));
    const probes = probedPorts.map((port) => ({ protocol: "TCP", port }));
    return probes.length > 0 ? [...meshed, { from: [prober], ports: probes }] : meshed;
}
