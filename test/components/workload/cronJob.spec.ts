import assert from "node:assert/strict";

import { ConcurrencyPolicy } from "../../../components/index";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { shop, types } from "../shop";

const schedule = { cron: "*/5 * * * *" };

const cronJob = (recording: Recording, name: string) => recording.get(types.cronJob, name).inputs;
const podSpec = ["spec", "jobTemplate", "spec", "template", "spec"];
const container = [...podSpec, "containers", 0];

describe("A workload with a schedule", () => {
    let recording: Recording;
    before(async () => {
        recording = await runProgram(
            shop({ producer: { schedule }, consumer: { schedule, replicas: undefined } }),
        );
    });

    it("is a CronJob with its ServiceAccount and NetworkPolicy, and nothing else", () => {
        for (const name of ["orders-api", "orders-worker"]) {
            assert.deepEqual(
                recording
                    .childrenOf(name)
                    .map((child) => `${child.type}::${child.name}`)
                    .sort(),
                [
                    `${types.cronJob}::${name}`,
                    `${types.serviceAccount}::${name}`,
                    `${types.networkPolicy}::${name}`,
                ],
            );
        }
    });

    it("names its CronJob, and no Deployment", () => {
        const { outputs } = recording.get(types.producer, "orders-api");
        assert.deepEqual(outputs, { namespace: "shop", cronJobName: "orders-api" });
    });

    it("starts runs as the defaults say", () => {
        const { jobTemplate, ...spec } = cronJob(recording, "orders-api")["spec"] as {
            jobTemplate: object;
        };
        assert.deepEqual(spec, {
            schedule: "*/5 * * * *",
            timeZone: "Etc/UTC",
            concurrencyPolicy: "Forbid",
            successfulJobsHistoryLimit: 3,
            failedJobsHistoryLimit: 1,
            suspend: false,
        });
        const { template, ...job } = valueAt(jobTemplate, "spec") as { template: object };
        assert.deepEqual(job, { backoffLimit: 6, activeDeadlineSeconds: 3600 });
        assert.ok(template);
    });

    it("starts runs as it is told", async () => {
        const told = await runProgram(
            shop({
                producer: {
                    schedule: {
                        cron: "0 3 * * 1-5",
                        timeZone: "Europe/Berlin",
                        concurrencyPolicy: ConcurrencyPolicy.Replace,
                        startingDeadlineSeconds: 600,
                        backoffLimit: 0,
                        activeDeadlineSeconds: 60,
                        successfulJobsHistoryLimit: 5,
                        failedJobsHistoryLimit: 2,
                        suspend: true,
                    },
                },
            }),
        );
        const { spec } = cronJob(told, "orders-api") as { spec: { [name: string]: unknown } };
        assert.deepEqual(
            { ...spec, jobTemplate: valueAt(spec, "jobTemplate", "spec", "backoffLimit") },
            {
                schedule: "0 3 * * 1-5",
                timeZone: "Europe/Berlin",
                concurrencyPolicy: "Replace",
                startingDeadlineSeconds: 600,
                successfulJobsHistoryLimit: 5,
                failedJobsHistoryLimit: 2,
                suspend: true,
                jobTemplate: 0,
            },
        );
        assert.equal(valueAt(spec, "jobTemplate", "spec", "activeDeadlineSeconds"), 60);
    });

    it("runs the pod that a Deployment would run, but once", async () => {
        const deployed = await runProgram(shop());
        for (const name of ["orders-api", "orders-worker"]) {
            const { inputs } = deployed.get(types.deployment, name);
            const template = valueAt(inputs, "spec", "template");
            const spec = { ...(valueAt(template, "spec") as object), restartPolicy: "Never" };
            assert.deepEqual(
                valueAt(cronJob(recording, name), "spec", "jobTemplate", "spec", "template"),
                { ...(template as object), spec },
            );
        }
    });

    it("reads its variables like any other", () => {
        const variables = valueAt(cronJob(recording, "orders-worker"), ...container, "env") as {
            name: string;
        }[];
        assert.deepEqual(
            variables.map(({ name }) => name),
            ["AMQP_URL", "POD_NAME", "QUEUE", "PREFETCH", "TERMINATION_GRACE_PERIOD_SECONDS"],
        );
    });

    it("has labels by which its runs are found", () => {
        const { metadata, spec } = cronJob(recording, "orders-api") as {
            metadata: { labels: object };
            spec: object;
        };
        assert.deepEqual(valueAt(spec, "jobTemplate", "metadata", "labels"), metadata.labels);
    });
});
