import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type { Resource } from "@pulumi/pulumi";

import type { ObjectMetadata } from "./context";
import { reconcilerFiles } from "./reconciler";
import { topologyNetworkPolicySpec } from "./topologyNetworkPolicy";

/** What every Job has that asks the broker or changes it. */
export interface Reconciler {
    reconciler: ConfigMap;
    networkPolicy: NetworkPolicy;
}

/** Of a broker, or of a topology on one, whose Jobs go by another name than its resources. */
export function createReconciler({ name, jobName, metadata, parent }: ReconcilerOf): Reconciler {
    return {
        networkPolicy: new NetworkPolicy(
            `${name}-topology`,
            {
                metadata: { ...metadata, name: `${jobName}-topology` },
                spec: topologyNetworkPolicySpec(jobName),
            },
            { parent },
        ),
        reconciler: new ConfigMap(
            `${name}-reconciler`,
            { metadata, immutable: true, data: reconcilerFiles() },
            { parent },
        ),
    };
}

interface ReconcilerOf {
    name: string;
    jobName: string;
    metadata: ObjectMetadata;
    parent: Resource;
}
