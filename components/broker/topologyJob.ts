import { Job } from "@pulumi/kubernetes/batch/v1";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type { Resource } from "@pulumi/pulumi";

import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import type { TopologySettings } from "../topology/defaults";
import type { BrokerContext } from "./context";
import { brokerJob, jobTimeouts } from "./jobs";
import { reconcilerFiles } from "./reconciler";
import type { BrokerSecrets } from "./secrets";
import { topologyNetworkPolicySpec } from "./topologyNetworkPolicy";
import { topologyPod } from "./topologyPod";

/** Applies what is declared to the running broker, each time that it changes. */
export function createTopologyJob(
    context: BrokerContext,
    secrets: BrokerSecrets,
    broker: Resource[],
): Job {
    const { name, settings, parent, autonamed, named } = context;
    const labels = commonLabels(name, ComponentLabel.Topology);
    const networkPolicy = new NetworkPolicy(
        `${name}-topology`,
        {
            metadata: { ...named(`${name}-topology`), labels },
            spec: topologyNetworkPolicySpec(name),
        },
        { parent },
    );
    const reconciler = new ConfigMap(
        `${name}-reconciler`,
        { metadata: { ...autonamed, labels }, immutable: true, data: reconcilerFiles() },
        { parent },
    );
    const deadlineSeconds = topologyDeadlineSeconds(settings.topology);
    return new Job(
        `${name}-topology`,
        brokerJob(
            context,
            deadlineSeconds,
            topologyPod(name, settings, {
                definitions: secrets.topology.metadata.name,
                administrator: secrets.administrator.metadata.name,
                reconciler: reconciler.metadata.name,
            }),
        ),
        {
            parent,
            dependsOn: [...broker, networkPolicy],
            customTimeouts: jobTimeouts(deadlineSeconds),
        },
    );
}

/** A new quorum queue takes a node some hundredths of a second, and most bring a dead letter queue. */
function topologyDeadlineSeconds({ virtualHosts }: TopologySettings): number {
    const queues = Object.values(virtualHosts).flatMap((host) => Object.keys(host.queues));
    return 300 + Math.ceil(queues.length / 10);
}
