import { Job } from "@pulumi/kubernetes/batch/v1";
import type { Resource } from "@pulumi/pulumi";

import type { WorkloadContext } from "./context";
import { podTemplate } from "./pod";
import type { RunSettings } from "./runOnce";

/** Runs the pod of a workload until it has ended well. */
export function createJob(
    { name, settings, kind, parent, metadata }: WorkloadContext,
    { run, backoffLimit, activeDeadlineSeconds }: RunSettings,
    dependsOn: Resource[],
): Job {
    return new Job(
        `${name}-run-${run}`,
        {
            // Named by Pulumi: the next run starts while this one is still there.
            metadata: { namespace: metadata.namespace, labels: metadata.labels },
            spec: {
                backoffLimit,
                activeDeadlineSeconds,
                template: podTemplate(name, settings, kind),
            },
        },
        {
            parent,
            dependsOn,
            // Kubernetes takes no other pod for a Job: Pulumi would make another Job, and so do the work again.
            ignoreChanges: ["spec"],
            // A little longer than Kubernetes, which says why it failed.
            customTimeouts: { create: `${activeDeadlineSeconds + 60}s` },
        },
    );
}
