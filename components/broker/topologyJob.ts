import { CronJob, Job } from "@pulumi/kubernetes/batch/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input, Resource } from "@pulumi/pulumi";

import { whenKnown } from "../kubernetes/knownLater";
import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import type { TopologySettings } from "../topology/defaults";
import { renderDefinitions } from "../topology/definitions";
import { numbers } from "../topology/sizeProblems";
import type { BrokerContext } from "./context";
import type { JobContext, JobPod } from "./jobs";
import { brokerJob, jobSpec, jobTimeouts } from "./jobs";
import type { Reconciler } from "./reconcilerObjects";
import type { BrokerSecrets } from "./secrets";
import { ReconcilerTask, topologyPod } from "./topologyPod";

/** Applies what is declared to the running broker, each time that it changes. */
export function createTopologyJob(
    context: BrokerContext,
    secrets: BrokerSecrets,
    { reconciler, networkPolicy }: Reconciler,
    broker: Resource[],
): Job {
    const { name, settings } = context;
    const podFor = (task: ReconcilerTask) =>
        topologyPod(task, name, settings, {
            definitions: secrets.topology.metadata.name,
            administrator: secrets.administrator.metadata.name,
            reconciler: reconciler.metadata.name,
        });
    return createReconcilerJobs(context, {
        resourceName: `${name}-topology`,
        cronJobName: `${name}-topology`,
        parent: context.parent,
        deadlineSeconds: topologyDeadlineSeconds(settings.topology),
        // A tenant waits for what it asks for.
        minutes: Object.keys(settings.tenants).length > 0 ? 1 : 5,
        podFor,
        dependsOn: [...broker, networkPolicy],
        networkPolicies: [networkPolicy],
    });
}

/** What the two Jobs of a topology are made from, besides their context. */
interface ReconcilerJobs {
    resourceName: string;
    cronJobName: string;
    parent: Resource;
    deadlineSeconds: number;
    /** How often the CronJob looks. */
    minutes: number;
    podFor: (task: ReconcilerTask) => Input<JobPod>;
    dependsOn: Resource[];
    networkPolicies: Resource[];
}

/** The Job that applies what is declared, and the CronJob that looks after it. */
export function createReconcilerJobs(context: JobContext, jobs: ReconcilerJobs): Job {
    const { resourceName, cronJobName, parent, deadlineSeconds, podFor, networkPolicies } = jobs;
    const job = new Job(
        resourceName,
        brokerJob(context, deadlineSeconds, podFor(ReconcilerTask.Apply)),
        {
            parent,
            dependsOn: jobs.dependsOn,
            customTimeouts: jobTimeouts(deadlineSeconds),
        },
    );
    // After the Job: until then it does nothing with definitions that the broker is not at yet.
    new CronJob(
        resourceName,
        {
            metadata: {
                ...context.autonamed,
                name: cronJobName,
                labels: commonLabels(context.name, ComponentLabel.Topology),
            },
            spec: whenKnown(podFor(ReconcilerTask.Restore), (pod) =>
                restorationSpec(context, jobs, pod),
            ),
        },
        { parent, dependsOn: [job, ...networkPolicies] },
    );
    return job;
}

/** Pulumi sees no change where somebody has deleted a queue: this looks at the broker from time to time. */
function restorationSpec(
    context: JobContext,
    { deadlineSeconds, minutes }: ReconcilerJobs,
    pod: JobPod,
): k8s.batch.v1.CronJobSpec {
    return {
        schedule: `*/${minutes} * * * *`,
        concurrencyPolicy: "Forbid",
        // A cluster that was away looks once, and not for each time that it has missed.
        startingDeadlineSeconds: 200,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 1,
        jobTemplate: {
            metadata: { labels: commonLabels(context.name, ComponentLabel.Topology) },
            spec: jobSpec(context, deadlineSeconds, pod),
        },
    };
}

/**
 * A new quorum queue takes a node some hundredths of a second. A policy takes it some millionths for each pair of
 * a queue and a policy of its virtual host, and all of them may change at once.
 */
export function topologyDeadlineSeconds(topology: TopologySettings): number {
    const hosts = Object.values(numbers(renderDefinitions("", topology, [])));
    const seconds = hosts.map(
        ({ queues, policies }) => queues / 10 + (policies * policies * queues * 4) / 1_000_000,
    );
    return 300 + Math.ceil(seconds.reduce((sum, one) => sum + one, 0));
}
