import assert from "node:assert/strict";

import { kubectl } from "./kubernetes";
import { Ledger } from "./ledger";
import { rabbitMqCtl } from "./rabbitMqCtl";
import type { StackConfiguration } from "./stack";
import { smallStack, Stack } from "./stack";
import { waitFor } from "./waitFor";

const namespace = "e2e-schedule";
const stack = new Stack(namespace);

/** A producer of 300 messages a run and a consumer that empties the queue, both due at New Year. */
function configuration(producerCron = "0 0 1 1 *"): StackConfiguration {
    const local = smallStack("local");
    const env = { LOG_LEVEL: "debug" };
    const resources = { cpu: "20m" };
    return {
        ...local,
        namespace,
        createNamespace: true,
        broker: { ...local.broker, replicas: 1 },
        producers: {
            "orders-api": {
                queue: "orders",
                image: "producer:1.0",
                schedule: { cron: producerCron },
                env: { ...env, MESSAGE_COUNT: "300", MESSAGES_PER_SECOND: "200" },
                resources,
            },
        },
        consumers: {
            "orders-worker": {
                queue: "orders",
                image: "consumer:1.0",
                schedule: { cron: "0 0 1 1 *", timeZone: "Europe/Berlin" },
                env: { ...env, STOP_WHEN_EMPTY: "true" },
                resources,
            },
        },
    };
}

async function apply(changed: StackConfiguration): Promise<void> {
    const { exitCode, all } = await stack.up(changed);
    assert.equal(exitCode, 0, all);
}

/** Starts a run now, and waits until it has ended well. */
async function run(cronJob: string, job: string): Promise<void> {
    await kubectl("create", "job", "-n", namespace, `--from=cronjob/${cronJob}`, job);
    await complete(job);
}

async function complete(job: string): Promise<void> {
    const condition = "--for=condition=complete";
    await kubectl("wait", "-n", namespace, condition, "--timeout=120s", `job/${job}`);
}

/** RabbitMQ counts the messages of a queue anew every few seconds. */
async function waits(messages: number): Promise<void> {
    const what = `${messages} messages to wait`;
    await waitFor(what, 60, async () => (await waiting()) === messages, waiting);
}

async function waiting(): Promise<number> {
    const text = await rabbitMqCtl(namespace, "list_queues", "name", "messages", "--silent");
    return Number(/^orders\t(\d+)$/m.exec(text)?.[1] ?? NaN);
}

/** The runs that Kubernetes itself started. */
async function startedRuns(cronJob: string): Promise<string[]> {
    const names = await kubectl("get", "jobs", "-n", namespace, "-o", "name");
    const pattern = new RegExp(`^job\\.batch/(${cronJob}-\\d+)$`, "gm");
    return [...names.matchAll(pattern)].map(([, name]) => name!);
}

describe("a producer and a consumer on a schedule", () => {
    let ledger: Ledger;

    before(async () => {
        await stack.initialise();
        await apply(configuration());
        ledger = new Ledger(namespace);
    });
    after(async () => {
        ledger.close();
        await stack.destroy(configuration());
        stack.close();
    });

    it("run nothing before their time", async () => {
        for (const cronJob of ["orders-api", "orders-worker"]) {
            assert.deepEqual(await startedRuns(cronJob), []);
        }
        assert.equal(await waiting(), 0);
    });

    it("publish a batch and end", async () => {
        await run("orders-api", "first-batch");
        await waits(300);
        assert.equal(ledger.lost().length, 300);
    });

    it("empty the queue and end", async () => {
        await run("orders-worker", "first-drain");
        console.log(`      ${ledger.summary()}`);
        assert.deepEqual(ledger.lost(), []);
        assert.equal(ledger.consumed(), 300);
        await waits(0);
    });

    it("are started by Kubernetes when they are due, once their schedule is changed", async () => {
        await apply(configuration("* * * * *"));
        const [job] = await waitFor("a run to be started", 90, async () => {
            const jobs = await startedRuns("orders-api");
            return jobs.length > 0 && jobs;
        });
        await complete(job!);
        await apply(configuration());
        await run("orders-worker", "second-drain");
        console.log(`      ${ledger.summary()}`);
        assert.deepEqual(ledger.lost(), []);
        assert.equal(ledger.consumed() % 300, 0);
        assert.ok(ledger.consumed() >= 600);
    });

    it("show no change in a second preview", async () => {
        const { exitCode, all } = await stack.preview(configuration(), "--expect-no-changes");
        assert.equal(exitCode, 0, all);
    });
});
