import { Job } from "@pulumi/kubernetes/batch/v1";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input, Resource } from "@pulumi/pulumi";

import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import {
    restrictedContainerSecurity,
    restrictedPodSecurity,
} from "../kubernetes/restrictedSecurity";
import type { TopologySettings } from "../topology/defaults";
import type { BrokerContext } from "./context";
import { reconcilerFiles } from "./reconciler";
import type { BrokerSecrets } from "./secrets";
import { rabbitMqUser } from "./statefulSet";
import { caKey } from "./tls";
import { topologyNetworkPolicySpec } from "./topologyNetworkPolicy";

interface TopologyJobSettings {
    image: Input<string>;
    serviceAccount: string;
    /** Made by Pulumi, like the other two: a change is a new name, and so a new Job. */
    definitionsSecret: Input<string>;
    administratorSecret: Input<string>;
    reconciler: Input<string>;
    deleteUnused: boolean;
    deadlineSeconds: number;
    /** The Secret with what the management API's certificate is checked against. Absent without TLS. */
    tlsSecret?: string;
}

/** Applies what is declared to the running broker, each time that it changes. */
export function createTopologyJob(
    { name, settings, parent, autonamed, named }: BrokerContext,
    secrets: BrokerSecrets,
    broker: Resource[],
): Job {
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
        {
            metadata: {
                ...autonamed,
                labels,
                // A Job that has failed never runs again: the next update makes another.
                annotations: { "pulumi.com/replaceUnready": "true" },
            },
            spec: topologyJobSpec(name, {
                image: settings.image,
                serviceAccount: name,
                definitionsSecret: secrets.topology.metadata.name,
                administratorSecret: secrets.administrator.metadata.name,
                reconciler: reconciler.metadata.name,
                deleteUnused: settings.topology.deleteUnused,
                deadlineSeconds,
                tlsSecret: settings.tls?.secretName,
            }),
        },
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

function topologyJobSpec(name: string, settings: TopologyJobSettings): k8s.batch.v1.JobSpec {
    return {
        // The reconciler itself tries again what may succeed later: a second pod is for one that was evicted.
        // A podFailurePolicy would tell the two apart, but the plugin waits for such a Job without end.
        backoffLimit: 1,
        activeDeadlineSeconds: settings.deadlineSeconds,
        template: {
            metadata: { labels: commonLabels(name, ComponentLabel.Topology) },
            spec: {
                restartPolicy: "Never",
                serviceAccountName: settings.serviceAccount,
                automountServiceAccountToken: false,
                securityContext: restrictedPodSecurity(rabbitMqUser),
                containers: [topologyContainer(name, settings)],
                volumes: [
                    { name: "definitions", secret: { secretName: settings.definitionsSecret } },
                    { name: "administrator", secret: { secretName: settings.administratorSecret } },
                    { name: "reconciler", configMap: { name: settings.reconciler } },
                    ...caVolumes(settings.tlsSecret),
                ],
            },
        },
    };
}

function topologyContainer(owner: string, settings: TopologyJobSettings): k8s.core.v1.Container {
    return {
        name: "topology",
        image: settings.image,
        command: ["escript", "/run/reconciler/reconcile.escript"],
        env: [
            { name: "TOPOLOGY_OWNER", value: owner },
            { name: "DELETE_UNUSED", value: String(settings.deleteUnused) },
            // Erlang would start as many schedulers as the Kubernetes node has cores, each with memory of its own.
            { name: "ERL_FLAGS", value: "+S 1:1 +SDio 1 +A 1" },
            { name: "HOME", value: "/tmp" },
        ],
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
        securityContext: restrictedContainerSecurity,
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
            { name: "definitions", mountPath: "/run/definitions", readOnly: true },
            { name: "administrator", mountPath: "/run/administrator", readOnly: true },
            { name: "reconciler", mountPath: "/run/reconciler", readOnly: true },
            ...(settings.tlsSecret ? [{ name: "tls", mountPath: "/run/tls", readOnly: true }] : []),
        ],
    };
}

/** The CA alone: the Job has no use for the broker's key. */
function caVolumes(secretName: string | undefined): k8s.core.v1.Volume[] {
    const items = [{ key: caKey, path: caKey }];
    return secretName === undefined ? [] : [{ name: "tls", secret: { secretName, items } }];
}
