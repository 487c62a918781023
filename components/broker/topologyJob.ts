import { CronJob, Job } from "@pulumi/kubernetes/batch/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Resource } from "@pulumi/pulumi";

import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import type { TopologySettings } from "../topology/defaults";
import { renderDefinitions } from "../topology/definitions";
import { numbers } from "../topology/sizeProblems";
import type { BrokerContext } from "./context";
import type { JobPod } from "./jobs";
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
    const { name, settings, parent, named } = context;
    const labels = commonLabels(name, ComponentLabel.Topology);
    const deadlineSeconds = topologyDeadlineSeconds(settings.topology);
    const podFor = (task: ReconcilerTask) =>
        topologyPod(task, name, settings, {
            definitions: secrets.topology.metadata.name,
            administrator: secrets.administrator.metadata.name,
            reconciler: reconciler.metadata.name,
        });
    const job = new Job(
        `${name}-topology`,
        brokerJob(context, deadlineSeconds, podFor(ReconcilerTask.Apply)),
        {
            parent,
            dependsOn: [...broker, networkPolicy],
            customTimeouts: jobTimeouts(deadlineSeconds),
        },
    );
    // After the Job: until then it does nothing with definitions that the broker is not at yet.
    new CronJob(
        `${name}-topology`,
        {
            metadata: { ...named(`${name}-topology`), labels },
            spec: restorationSpec(context, deadlineSeconds, podFor(ReconcilerTask.Restore)),
        },
        { parent, dependsOn: [job, networkPolicy] },
    );
    return job;
}

/** Pulumi sees no change where somebody has deleted a queue: this looks at the broker from time to time. */
function restorationSpec(
    context: BrokerContext,
    deadlineSeconds: number,
    pod: JobPod,
): k8s.batch.v1.CronJobSpec {
    return {
        schedule: "*/5 * * * *",
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
function topologyDeadlineSeconds(topology: TopologySettings): number {
    const hosts = Object.values(numbers(renderDefinitions("", topology, [])));
    const seconds = hosts.map(
        ({ queues, policies }) => queues / 10 + (policies * policies * queues * 4) / 1_000_000,
    );
    return 300 + Math.ceil(seconds.reduce((sum, one) => sum + one, 0));
}
