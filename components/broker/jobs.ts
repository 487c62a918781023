import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

import { whenKnown } from "../kubernetes/knownLater";
import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import type { MainContainer, PodTemplate } from "../kubernetes/pod/template";
import { withPodOptions } from "../kubernetes/pod/template";
import { limits } from "../kubernetes/resources";
import {
    restrictedContainerSecurity,
    restrictedPodSecurity,
} from "../kubernetes/restrictedSecurity";
import type { BrokerSettings } from "./arguments";
import type { ObjectMetadata } from "./context";
import { jobScript } from "./jobScript";
import { placingSeconds } from "./timeouts";
import { rabbitMqUser } from "./user";

/** What one of a broker's Jobs runs. */
export interface JobPod {
    serviceAccountName?: string;
    container: Omit<MainContainer, "command"> & { command: string[]; memoryLimit: string };
    volumes: k8s.core.v1.Volume[];
}

/** As much of a broker, or of a topology on one, as its Jobs are made from. */
export interface JobContext {
    name: string;
    autonamed: ObjectMetadata;
    settings: Partial<Pick<BrokerSettings, "cpuLimit" | "jobPod">>;
}

/** A Job of a broker: one container of its image, which may do nothing but what it is for. */
export function brokerJob(
    context: JobContext,
    deadlineSeconds: number,
    pod: Input<JobPod>,
): k8s.batch.v1.Job {
    return {
        metadata: {
            ...context.autonamed,
            labels: commonLabels(context.name, ComponentLabel.Topology),
            // A Job that has failed never runs again: the next update makes another.
            annotations: { "pulumi.com/replaceUnready": "true" },
        },
        spec: whenKnown(pod, (known) => jobSpec(context, deadlineSeconds, known)),
    };
}

export function jobSpec(
    { name, settings }: JobContext,
    deadlineSeconds: number,
    pod: JobPod,
): k8s.batch.v1.JobSpec {
    return {
        // What may succeed later is tried again inside: a second pod is for one that was evicted, or too early.
        // A podFailurePolicy would tell the two apart, but the plugin waits for such a Job without end.
        backoffLimit: 1,
        activeDeadlineSeconds: deadlineSeconds + placingSeconds,
        template: withPodOptions(
            jobTemplate(name, settings, deadlineSeconds, pod),
            settings.jobPod,
        ),
    };
}

/** How long Pulumi waits for a Job: a little longer than Kubernetes, which says why it failed. */
export function jobTimeouts(deadlineSeconds: number) {
    return { create: `${deadlineSeconds + placingSeconds + 60}s` };
}

/** The pod of a Job, before what was asked for besides. */
export function jobTemplate(
    name: string,
    { cpuLimit }: JobContext["settings"],
    deadlineSeconds: number,
    { container: { memoryLimit, command, ...container }, ...pod }: JobPod,
): PodTemplate {
    return {
        metadata: { labels: commonLabels(name, ComponentLabel.Topology) },
        spec: {
            restartPolicy: "Never",
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: restrictedPodSecurity(rabbitMqUser),
            ...pod,
            containers: [
                {
                    ...container,
                    command: ["bash", "-c", jobScript(deadlineSeconds), ...command],
                    resources: {
                        requests: { cpu: "50m", memory: "64Mi" },
                        limits: limits(cpuLimit, memoryLimit),
                    },
                    securityContext: restrictedContainerSecurity,
                    terminationMessagePolicy: "FallbackToLogsOnError",
                },
            ],
        },
    };
}
