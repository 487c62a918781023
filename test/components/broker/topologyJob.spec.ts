import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";

import { topologyData } from "../../../components/broker/definitionsSecret";
import { jobScript } from "../../../components/broker/jobScript";
import { reconcilerFiles } from "../../../components/broker/reconciler";
import type { Queue, RabbitMqBrokerArgs } from "../../../components/index";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { topologyDefinitions } from "../definitions";
import { shop, types } from "../shop";

const job = async (broker?: RabbitMqBrokerArgs) =>
    (await runProgram(shop({ broker }))).get(types.job, "rabbitmq-topology").inputs;

const pod = ["spec", "template", "spec"];
const container = [...pod, "containers", 0];

const variable = (inputs: object, name: string) =>
    (valueAt(inputs, ...container, "env") as { name: string; value: string }[]).find(
        (one) => one.name === name,
    )?.value;

describe("The topology Job", () => {
    it("runs the reconciler, which a change of it makes anew", async () => {
        const recording = await runProgram(shop());
        const { inputs, propertyDependencies } = recording.get(types.job, "rabbitmq-topology");
        assert.deepEqual(valueAt(inputs, ...container, "command"), [
            ...["bash", "-c", jobScript(301)],
            ...["escript", "/run/reconciler/reconcile.escript", "apply"],
        ]);
        const { data } = recording.get(types.configMap, "rabbitmq-reconciler").inputs;
        assert.deepEqual(data, reconcilerFiles());
        assert.ok(
            propertyDependencies["spec"]?.includes(`${types.configMap}::rabbitmq-reconciler`),
        );
    });

    it("reads nothing but what it mounts", async () => {
        const uri = { name: "old-broker", key: "uri" };
        const shovels = {
            orders: { source: { uri, queue: "orders" }, destination: { queue: "orders" } },
        };
        const mounts = valueAt(await job({ shovels }), ...container, "volumeMounts");
        const paths = (mounts as { mountPath: string }[]).map(({ mountPath }) => mountPath);
        const read = Object.values(reconcilerFiles())
            .join()
            .match(/\/run\/\w+/g);
        assert.deepEqual([...new Set([...read!, "/run/reconciler"])].sort(), paths.sort());
    });

    it("is told by which marks it knows what it made, and whether queues may go", async () => {
        const cautious = await job();
        assert.equal(variable(cautious, "INVENTORY"), "queue-workloads.rabbitmq");
        assert.equal(variable(cautious, "NODES"), "3");
        const recording = await runProgram(shop());
        const { users, policies, queues } = topologyDefinitions(recording);
        const tag = variable(cautious, "OWNER_TAG")!;
        assert.ok(users.length > 0 && users.every(({ tags }) => tags.includes(tag)));
        const [queue, deadLetters] = queues.map(({ name }) => name);
        assert.equal(deadLetters, `${queue}${variable(cautious, "DEAD_LETTER_SUFFIX")}`);
        assert.equal(policies[0]!.name, `${variable(cautious, "QUEUE_POLICY_PREFIX")}${queue}`);
        assert.equal(variable(cautious, "DELETE_UNUSED"), "false");
        assert.equal(variable(await job({ deleteUnused: true }), "DELETE_UNUSED"), "true");
    });

    it("ends soon when RabbitMQ refuses what is declared, in a way that the plugin knows", async () => {
        const inputs = await job();
        assert.equal(valueAt(inputs, "spec", "backoffLimit"), 1);
        assert.equal(valueAt(inputs, "spec", "podFailurePolicy"), undefined);
    });

    it("has more time for more queues, and is waited for until then", async () => {
        const deadline = async (queues: RabbitMqBrokerArgs["queues"]) => {
            const recording = await runProgram(shop({ broker: { queues } }));
            const { inputs, options } = recording.get(types.job, "rabbitmq-topology");
            const seconds = Number(valueAt(inputs, "spec", "activeDeadlineSeconds"));
            assert.equal(options.customTimeouts.create, `${seconds + 60}s`);
            return seconds;
        };
        const many = (count: number, queue: Queue) =>
            Object.fromEntries(Array.from({ length: count }, (_, index) => [`q${index}`, queue]));
        assert.equal(await deadline({ orders: {} }), 901);
        // A tenth of a second for each queue, and the policies of all of them changed at once.
        assert.equal(await deadline({ orders: {}, ...many(99, {}) }), 900 + 20 + 32);
        const plain = many(999, { deadLetterQueue: false });
        assert.equal(await deadline({ orders: {}, ...plain }), 900 + 101);
    });
});

describe("What somebody deletes on a broker", () => {
    it("is restored every five minutes, by the same pod as the Job's with another task", async () => {
        const recording = await runProgram(shop());
        const cronJob = recording.get(types.cronJob, "rabbitmq-topology");
        assert.equal(valueAt(cronJob.inputs, "spec", "schedule"), "*/5 * * * *");
        assert.equal(valueAt(cronJob.inputs, "spec", "concurrencyPolicy"), "Forbid");
        const restoring = structuredClone(
            valueAt(cronJob.inputs, "spec", "jobTemplate", "spec", "template"),
        );
        const command = valueAt(restoring, "spec", "containers", 0, "command") as string[];
        assert.equal(command.at(-1), "restore");
        command[command.length - 1] = "apply";
        const { inputs } = recording.get(types.job, "rabbitmq-topology");
        assert.deepEqual(restoring, valueAt(inputs, "spec", "template"));
    });

    it("is not looked for with definitions that the Job has not applied", async () => {
        const recording = await runProgram(shop());
        const { dependencies } = recording.get(types.cronJob, "rabbitmq-topology");
        assert.ok(dependencies.includes(`${types.job}::rabbitmq-topology`));
    });
});

describe("topologyData", () => {
    it("stays as it is while it is small, so that every machine renders the same bytes", () => {
        const json = JSON.stringify({ queues: [] });
        assert.deepEqual(topologyData(json), {
            "topology.json": Buffer.from(json).toString("base64"),
        });
    });

    it("is compressed when it would fill a Secret", () => {
        const json = JSON.stringify("x".repeat(2_000_000));
        const data = topologyData(json);
        assert.deepEqual(Object.keys(data), ["topology.json.gz"]);
        const archive = Buffer.from(data["topology.json.gz"]!, "base64");
        assert.ok(archive.length < 10_000);
        assert.equal(gunzipSync(archive).toString(), json);
    });
});
