import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

import type { Problem } from "../problems";
import { problem } from "../problems";

const dns1123 = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** A namespace in a NetworkPolicy, by the label that Kubernetes itself gives to each. */
export function inNamespace(
    namespace: Input<string>,
): Pick<k8s.networking.v1.NetworkPolicyPeer, "namespaceSelector"> {
    return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
}

/** The names that no namespace can have: a NetworkPolicy with one of them would let in nobody. One that is known only later is not looked at. */
export function namespaceProblems(path: string, namespaces: Input<string>[] = []): Problem[] {
    return namespaces
        .filter((namespace) => typeof namespace === "string" && !dns1123.test(namespace))
        .map((namespace) =>
            problem(
                path,
                namespace,
                'namespaces: at most 63 lower-case letters, digits and "-", not at either end',
                "Correct the name, or remove it.",
            ),
        );
}
