import type * as k8s from "@pulumi/kubernetes/types/input";

import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import {
    restrictedContainerSecurity,
    restrictedPodSecurity,
} from "../kubernetes/restrictedSecurity";
import type { BrokerContext } from "./context";
import { rabbitMqUser } from "./statefulSet";

interface JobPod extends Partial<k8s.core.v1.PodSpec> {
    container: k8s.core.v1.Container & { memoryLimit: string };
}

/** A Job of a broker: one container of its image, which may do nothing but what it is for. */
export function brokerJob(
    { name, autonamed }: BrokerContext,
    deadlineSeconds: number,
    { container: { memoryLimit, ...container }, ...pod }: JobPod,
): k8s.batch.v1.Job {
    const labels = commonLabels(name, ComponentLabel.Topology);
    return {
        metadata: {
            ...autonamed,
            labels,
            // A Job that has failed never runs again: the next update makes another.
            annotations: { "pulumi.com/replaceUnready": "true" },
        },
        spec: {
            // What may succeed later is tried again inside: a second pod is for one that was evicted, or too early.
            // A podFailurePolicy would tell the two apart, but the plugin waits for such a Job without end.
            backoffLimit: 1,
            activeDeadlineSeconds: deadlineSeconds,
            template: {
                metadata: { labels },
                spec: {
                    restartPolicy: "Never",
                    automountServiceAccountToken: false,
                    securityContext: restrictedPodSecurity(rabbitMqUser),
                    ...pod,
                    containers: [
                        {
                            ...container,
                            resources: {
                                requests: { cpu: "50m", memory: "64Mi" },
                                limits: { memory: memoryLimit },
                            },
                            securityContext: restrictedContainerSecurity,
                            terminationMessagePolicy: "FallbackToLogsOnError",
                        },
                    ],
                },
            },
        },
    };
}
