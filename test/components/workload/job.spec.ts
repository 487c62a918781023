import assert from "node:assert/strict";

import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { shop, types } from "../shop";

const job = "kubernetes:batch/v1:Job";
const once = (runOnce: object = {}) =>
    runProgram(shop({ producer: { runOnce }, consumer: { runOnce, replicas: undefined } }));

describe("A workload that runs once", () => {
    let recording: Recording;
    before(async () => {
        recording = await once();
    });

    it("is a Job with its ServiceAccount and NetworkPolicy, and nothing else", () => {
        for (const name of ["orders-api", "orders-worker"]) {
            const children = recording.childrenOf(name).map((child) => [child.type, child.name]);
            assert.deepEqual(children.sort(), [
                [job, `${name}-run-1`],
                [types.serviceAccount, name],
                [types.networkPolicy, name],
            ]);
        }
    });

    it("runs the pod that a Deployment would run, until it has ended well", async () => {
        const deployed = await runProgram(shop());
        const { inputs } = deployed.get(types.deployment, "orders-worker");
        const template = valueAt(inputs, "spec", "template");
        const spec = { ...(valueAt(template, "spec") as object), restartPolicy: "Never" };
        assert.deepEqual(valueAt(recording.get(job, "orders-worker-run-1").inputs, "spec"), {
            backoffLimit: 6,
            activeDeadlineSeconds: 3600,
            template: { ...(template as object), spec },
        });
    });

    it("has a name of Pulumi's making, so that the next run finds none in its way", () => {
        const { inputs } = recording.get(job, "orders-api-run-1");
        assert.equal(valueAt(inputs, "metadata", "name"), undefined);
    });

    it("runs again, as another Job, once its number is raised", async () => {
        const again = await once({ run: 2, backoffLimit: 0, activeDeadlineSeconds: 60 });
        const { inputs } = again.get(job, "orders-api-run-2");
        assert.equal(valueAt(inputs, "spec", "backoffLimit"), 0);
        assert.equal(valueAt(inputs, "spec", "activeDeadlineSeconds"), 60);
    });

    it("is refused what runs all the time, a schedule, and numbers that Kubernetes or Pulumi would not take", async () => {
        const runOnce = {};
        const refused: [object, RegExp][] = [
            [{ runOnce, replicas: 2 }, /replicas is 2; allowed: nothing with runOnce/],
            [{ runOnce, http: {} }, /http is {}; allowed: nothing with runOnce/],
            [{ runOnce, schedule: { cron: "@daily" } }, /runOnce is {}; allowed: nothing with sch/],
            [{ runOnce: { run: 0 } }, /runOnce.run is 0; allowed: a whole number/],
            [{ runOnce: { backoffLimit: -1 } }, /runOnce.backoffLimit is -1; allowed: a whole/],
            [{ runOnce: { activeDeadlineSeconds: 9 } }, /runOnce.activeDeadlineSeconds is 9;/],
        ];
        for (const [producer, message] of refused) {
            await assert.rejects(runProgram(shop({ producer })), message);
        }
        const autoscaling = { maxReplicas: 2, messagesPerReplica: 100 };
        const consumer = { runOnce, autoscaling, replicas: undefined };
        await assert.rejects(
            runProgram(shop({ broker: { autoscaler: {} }, consumer })),
            /autoscaling is .*allowed: nothing with runOnce/,
        );
    });
});
