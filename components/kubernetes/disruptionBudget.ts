import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input, Resource } from "@pulumi/pulumi";

/** Lets one pod be evicted at a time, and one that is not ready at any time. */
export function createDisruptionBudget(
    name: string,
    metadata: k8s.meta.v1.ObjectMeta,
    matchLabels: { [label: string]: Input<string> },
    parent: Resource,
): void {
    new PodDisruptionBudget(
        name,
        {
            metadata,
            spec: {
                maxUnavailable: 1,
                unhealthyPodEvictionPolicy: "AlwaysAllow",
                selector: { matchLabels },
            },
        },
        { parent },
    );
}
