import { ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import * as pulumi from "@pulumi/pulumi";

import type { WorkloadSettings } from "./arguments";
import { workloadContext } from "./context";
import { createCronJob } from "./cronJob";
import { createDeployment } from "./deployment";
import { createJob } from "./job";
import { workloadNetworkPolicySpec } from "./networkPolicy";
import type { WorkloadKind } from "./pod";
import { createScaler } from "./scaledObject";

/** Where the pods are, how they are reached, and what runs them: one of the last three. */
export interface WorkloadNames {
    namespace: pulumi.Output<string>;
    serviceName?: pulumi.Output<string>;
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
    const namespace = pulumi.output(settings.namespace);
    if (settings.schedule) {
        const cronJob = createCronJob(context, settings.schedule, before);
        return { namespace, cronJobName: cronJob.metadata.name };
    }
    if (settings.runOnce) {
        const job = createJob(context, settings.runOnce, before);
        return { namespace, jobName: job.metadata.name };
    }
    const { deployment, service } = createDeployment(context, before);
    if (kind.autoscaling) {
        createScaler(context, kind.autoscaling, deployment);
    }
    return {
        namespace,
        serviceName: service?.metadata.name,
        deploymentName: deployment.metadata.name,
    };
}
