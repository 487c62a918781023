import { matchesSelector } from "../../policy/kubernetes/selectors";
import type { LabelSelector } from "../../policy/kubernetes/shapes/meta";

export type Labels = { [label: string]: string };

/** What NetworkPolicies know of a pod. */
export interface Pod {
    name: string;
    namespace: string;
    labels: Labels;
    ports: { name?: string; containerPort: number; protocol?: string }[];
}

interface Peer {
    podSelector?: LabelSelector;
    namespaceSelector?: LabelSelector;
    ipBlock?: object;
}

interface Rule {
    from?: Peer[];
    to?: Peer[];
    ports?: { port?: number | string; endPort?: number; protocol?: string }[];
}

export interface NetworkPolicy {
    namespace: string;
    spec: {
        podSelector?: LabelSelector;
        policyTypes?: string[];
        ingress?: Rule[];
        egress?: Rule[];
    };
}

/** What decides about traffic in a cluster. */
export interface Network {
    policies: NetworkPolicy[];
    /** The labels of namespaces, beyond the name that Kubernetes gives to each as a label. */
    namespaces: { [name: string]: Labels };
}

export interface Port {
    protocol: "TCP" | "UDP" | "SCTP";
    port: number;
}

/**
 * Whether a pod may open a connection to a port of another, as a network plugin that enforces
 * NetworkPolicies decides it: the sender's egress and the receiver's ingress both have to allow it.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function mayTalk(network: Network, from: Pod, to: Pod, port: Port): boolean {
    // No policy keeps a pod from itself.
    return (
        from === to ||
        (isAllowed(network, "Egress", from, to, (rule) => hasPort(rule, to, port)) &&
            isAllowed(network, "Ingress", to, from, (rule) => hasPort(rule, to, port)))
    );
}

/** A pod that no policy of the direction selects is open; rules of all that do add up. */
function isAllowed(
    network: Network,
    direction: "Ingress" | "Egress",
    selected: Pod,
    peer: Pod,
    isAboutPort: (rule: Rule) => boolean,
): boolean {
    const policies = network.policies.filter(
        ({ namespace, spec }) =>
            namespace === selected.namespace &&
            matchesSelector(spec.podSelector ?? {}, selected.labels) &&
            policyTypes(spec).includes(direction),
    );
    return (
        policies.length === 0 ||
        policies.some(({ namespace, spec }) =>
            (direction === "Ingress" ? spec.ingress : spec.egress)?.some((rule) => {
                const peers = direction === "Ingress" ? rule.from : rule.to;
                return isAboutPort(rule) && hasPeer(network, peers, namespace, peer);
            }),
        )
    );
}

/** Ingress always, and egress as soon as there is a rule for it, unless the policy says which. */
function policyTypes({ policyTypes, egress }: NetworkPolicy["spec"]): string[] {
    return policyTypes ?? (egress?.length ? ["Ingress", "Egress"] : ["Ingress"]);
}

/** No peers means everybody. Two selectors in one peer have to hold both. */
function hasPeer(
    { namespaces }: Network,
    peers: Peer[] = [],
    policyNamespace: string,
    pod: Pod,
): boolean {
    const namespaceLabels = {
        ...namespaces[pod.namespace],
        "kubernetes.io/metadata.name": pod.namespace,
    };
    const isPeer = ({ podSelector, namespaceSelector, ipBlock }: Peer): boolean => {
        if (ipBlock || !(podSelector || namespaceSelector)) {
            throw new Error("Only peers with selectors can be decided: pods here have no address.");
        }
        return (
            (namespaceSelector
                ? matchesSelector(namespaceSelector, namespaceLabels)
                : pod.namespace === policyNamespace) &&
            matchesSelector(podSelector ?? {}, pod.labels)
        );
    };
    return peers.length === 0 || peers.some(isPeer);
}

/** No ports means all. A name is looked up in the pod that is called, whatever the direction. */
function hasPort({ ports = [] }: Rule, called: Pod, target: Port): boolean {
    const isPort = ({ port, endPort, protocol = "TCP" }: (typeof ports)[number]): boolean => {
        if (protocol !== target.protocol) {
            return false;
        }
        if (typeof port === "string") {
            return called.ports.some(
                (declared) =>
                    declared.name === port &&
                    (declared.protocol ?? "TCP") === protocol &&
                    declared.containerPort === target.port,
            );
        }
        return port === undefined || (target.port >= port && target.port <= (endPort ?? port));
    };
    return ports.length === 0 || ports.some(isPort);
}
