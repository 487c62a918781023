import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";

import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import type { BrokerContext } from "./context";
import { reconcilerFiles } from "./reconciler";
import { topologyNetworkPolicySpec } from "./topologyNetworkPolicy";

/** What every Job has that asks the broker or changes it. */
export interface Reconciler {
    reconciler: ConfigMap;
    networkPolicy: NetworkPolicy;
}

export function createReconciler({ name, parent, autonamed, named }: BrokerContext): Reconciler {
    const labels = commonLabels(name, ComponentLabel.Topology);
    return {
        networkPolicy: new NetworkPolicy(
            `${name}-topology`,
            {
                metadata: { ...named(`${name}-topology`), labels },
                spec: topologyNetworkPolicySpec(name),
            },
            { parent },
        ),
        reconciler: new ConfigMap(
            `${name}-reconciler`,
            { metadata: { ...autonamed, labels }, immutable: true, data: reconcilerFiles() },
            { parent },
        ),
    };
}
