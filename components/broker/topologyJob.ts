import { Job } from "@pulumi/kubernetes/batch/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input, Output, Resource } from "@pulumi/pulumi";

import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import {
    restrictedContainerSecurity,
    restrictedPodSecurity,
} from "../kubernetes/restrictedSecurity";
import type { BrokerContext } from "./context";
import type { BrokerSecrets } from "./secrets";
import { definitionsSecretName } from "./secrets";
import { rabbitMqUser } from "./statefulSet";
import { topologyNetworkPolicySpec } from "./topologyNetworkPolicy";
import { topologyScript } from "./topologyScript";

export interface TopologyJobSettings {
    image: Input<string>;
    serviceAccount: string;
    /** A literal name: taken from the Secret itself, a change of it would replace what depends on it. */
    definitionsSecret: string;
    administratorSecret: Input<string>;
    /** The checksum of the definitions: a new one is a new Job. */
    definitionsSha256: Input<string>;
}

/** Applies what is declared to the running broker, each time that it changes. */
export function createTopologyJob(
    { name, settings, parent, autonamed, named }: BrokerContext,
    secrets: BrokerSecrets,
    definitionsSha256: Output<string>,
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
                definitionsSecret: definitionsSecretName(name),
                administratorSecret: secrets.administrator.metadata.name,
                definitionsSha256,
            }),
        },
        { parent, dependsOn: [...broker, secrets.definitions, networkPolicy] },
    );
}

export function topologyJobSpec(name: string, settings: TopologyJobSettings): k8s.batch.v1.JobSpec {
    return {
        backoffLimit: 4,
        activeDeadlineSeconds: 300,
        template: {
            metadata: { labels: commonLabels(name, ComponentLabel.Topology) },
            spec: {
                restartPolicy: "Never",
                serviceAccountName: settings.serviceAccount,
                automountServiceAccountToken: false,
                securityContext: restrictedPodSecurity(rabbitMqUser),
                containers: [topologyContainer(settings)],
                volumes: [
                    { name: "definitions", secret: { secretName: settings.definitionsSecret } },
                    { name: "administrator", secret: { secretName: settings.administratorSecret } },
                    { name: "tmp", emptyDir: {} },
                ],
            },
        },
    };
}

function topologyContainer(settings: TopologyJobSettings): k8s.core.v1.Container {
    return {
        name: "topology",
        image: settings.image,
        command: ["bash", "-o", "pipefail", "-ec", topologyScript],
        env: [
            { name: "DEFINITIONS_SHA256", value: settings.definitionsSha256 },
            { name: "HOME", value: "/tmp" },
        ],
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
        securityContext: restrictedContainerSecurity,
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
            { name: "definitions", mountPath: "/run/definitions", readOnly: true },
            { name: "administrator", mountPath: "/run/administrator", readOnly: true },
            { name: "tmp", mountPath: "/tmp" },
        ],
    };
}
