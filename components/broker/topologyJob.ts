import { Job } from "@pulumi/kubernetes/batch/v1";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input, Resource } from "@pulumi/pulumi";

import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import type { TopologySettings } from "../topology/defaults";
import type { BrokerContext } from "./context";
import { brokerJob } from "./jobs";
import { reconcilerFiles } from "./reconciler";
import type { BrokerSecrets } from "./secrets";
import { caKey } from "./tls";
import { tlsDirectory } from "./tlsConf";
import { topologyNetworkPolicySpec } from "./topologyNetworkPolicy";

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
        brokerJob(context, deadlineSeconds, {
            serviceAccountName: name,
            container: topologyContainer(context),
            volumes: topologyVolumes(context, secrets, reconciler.metadata.name),
        }),
        {
            parent,
            dependsOn: [...broker, networkPolicy],
            customTimeouts: { create: `${deadlineSeconds + 60}s` },
        },
    );
}

/** A new quorum queue takes a node some hundredths of a second, and most bring a dead letter queue. */
function topologyDeadlineSeconds({ virtualHosts }: TopologySettings): number {
    const queues = Object.values(virtualHosts).flatMap((host) => Object.keys(host.queues));
    return 300 + Math.ceil(queues.length / 10);
}

function topologyContainer({ name: owner, settings }: BrokerContext) {
    return {
        name: "topology",
        image: settings.image,
        command: ["escript", "/run/reconciler/reconcile.escript"],
        env: [
            { name: "TOPOLOGY_OWNER", value: owner },
            { name: "DELETE_UNUSED", value: String(settings.topology.deleteUnused) },
            // Erlang would start as many schedulers as the Kubernetes node has cores, each with memory of its own.
            { name: "ERL_FLAGS", value: "+S 1:1 +SDio 1 +A 1" },
            { name: "HOME", value: "/tmp" },
        ],
        memoryLimit: "256Mi",
        volumeMounts: [
            { name: "definitions", mountPath: "/run/definitions", readOnly: true },
            { name: "administrator", mountPath: "/run/administrator", readOnly: true },
            { name: "reconciler", mountPath: "/run/reconciler", readOnly: true },
            ...(settings.tls ? [{ name: "tls", mountPath: tlsDirectory, readOnly: true }] : []),
        ],
    };
}

/** The names are made by Pulumi: a change of what is in one is a new name, and so a new Job. */
function topologyVolumes(
    { settings: { tls } }: BrokerContext,
    secrets: BrokerSecrets,
    reconciler: Input<string>,
): k8s.core.v1.Volume[] {
    return [
        { name: "definitions", secret: { secretName: secrets.topology.metadata.name } },
        { name: "administrator", secret: { secretName: secrets.administrator.metadata.name } },
        { name: "reconciler", configMap: { name: reconciler } },
        // The CA alone: the Job has no use for the broker's key.
        ...(tls
            ? [
                  {
                      name: "tls",
                      secret: {
                          secretName: tls.secretName,
                          items: [{ key: caKey, path: caKey }],
                      },
                  },
              ]
            : []),
    ];
}
