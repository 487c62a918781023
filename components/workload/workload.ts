import { ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type * as pulumi from "@pulumi/pulumi";

import type { WorkloadSettings } from "./arguments";
import { workloadContext } from "./context";
import { createCronJob } from "./cronJob";
import { createDeployment } from "./deployment";
import { createJob } from "./job";
import { workloadNetworkPolicySpec } from "./networkPolicy";
import type { WorkloadKind } from "./pod";
import { createScaler } from "./scaledObject";

/** The names of what runs the pods: one of the three. */
export interface WorkloadNames {
    deploymentName?: pulumi.Output<string>;
    cronJobName?: pulumi.Output<string>;
    jobName?: pulumi.Output<string>;
}

/** The resources that producers and consumers have in common, as children of `parent`. */
export function createWorkload(
    name: string,
    settings: WorkloadSettings,
    kind: WorkloadKind,
    parent: pulumi.ComponentResource,
): WorkloadNames {
    const context = workloadContext(name, settings, kind, parent);
    const { metadata, selector } = context;
    const serviceAccount = new ServiceAccount(
        name,
        {
            metadata: { ...metadata, annotations: settings.pod?.serviceAccount?.annotations },
            automountServiceAccountToken: false,
        },
        { parent },
    );
    const networkPolicy = new NetworkPolicy(
        name,
        { metadata, spec: workloadNetworkPolicySpec(selector, settings) },
        { parent },
    );
    const before = [serviceAccount, networkPolicy];
    if (settings.schedule) {
        const cronJob = createCronJob(context, settings.schedule, before);
        return { cronJobName: cronJob.metadata.name };
    }
    if (settings.runOnce) {
        const job = createJob(context, settings.runOnce, before);
        return { jobName: job.metadata.name };
    }
    const deployment = createDeployment(context, before);
    if (kind.autoscaling) {
        createScaler(context, kind.autoscaling, deployment);
    }
    return { deploymentName: deployment.metadata.name };
}
