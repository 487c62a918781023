import { CronJob } from "@pulumi/kubernetes/batch/v1";
import type { Resource } from "@pulumi/pulumi";

import type { WorkloadContext } from "./context";
import { podTemplate } from "./pod";
import type { ScheduleSettings } from "./schedule";

/** Runs the pods of a workload at certain times, each until it ends by itself. */
export function createCronJob(
    { name, settings, kind, parent, metadata }: WorkloadContext,
    schedule: ScheduleSettings,
    dependsOn: Resource[],
): CronJob {
    return new CronJob(
        name,
        {
            metadata,
            spec: {
                schedule: schedule.cron,
                timeZone: schedule.timeZone,
                concurrencyPolicy: schedule.concurrencyPolicy,
                startingDeadlineSeconds: schedule.startingDeadlineSeconds,
                successfulJobsHistoryLimit: schedule.successfulJobsHistoryLimit,
                failedJobsHistoryLimit: schedule.failedJobsHistoryLimit,
                suspend: schedule.suspend,
                jobTemplate: {
                    metadata: { labels: metadata.labels },
                    spec: {
                        backoffLimit: schedule.backoffLimit,
                        activeDeadlineSeconds: schedule.activeDeadlineSeconds,
                        template: podTemplate(name, settings, kind),
                    },
                },
            },
        },
        { parent, dependsOn },
    );
}
