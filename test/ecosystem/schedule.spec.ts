import assert from "node:assert/strict";

import { execa } from "execa";

import { kubectl } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { messagesIn } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";
import {
    apply,
    complete,
    configuration,
    has,
    namespace,
    preview,
    ready,
    run,
    start,
} from "./tasks";

describe("a producer and a consumer on a schedule", () => {
    let ledger: Ledger;

    before(async () => {
        await ready();
        ledger = new Ledger(namespace);
    });
    after(() => ledger.close());

    it("run nothing before their time", async () => {
        for (const cronJob of ["batches-api", "batches-worker"]) {
            assert.deepEqual(await startedRuns(cronJob), []);
        }
        assert.equal(await messagesIn(namespace, "batches"), 0);
    });

    it("publish a batch and end", async () => {
        await run("batches-api", "first-batch");
        await has("batches", 300);
        assert.equal(ledger.lost().length, 300);
    });

    it("empty the queue and end", async () => {
        await run("batches-worker", "first-drain");
        console.log(`      ${ledger.summary()}`);
        assert.deepEqual(ledger.lost(), []);
        assert.equal(ledger.consumed(), 300);
        await has("batches", 0);
    });

    it("are started by Kubernetes when they are due, once their schedule is changed", async () => {
        await apply(configuration("* * * * *"));
        const [job] = await waitFor("a run to be started", 90, async () => {
            const jobs = await startedRuns("batches-api");
            return jobs.length > 0 && jobs;
        });
        await complete(job!);
        await apply();
        await run("batches-worker", "second-drain");
        console.log(`      ${ledger.summary()}`);
        assert.deepEqual(ledger.lost(), []);
        assert.equal(ledger.consumed() % 300, 0);
        assert.ok(ledger.consumed() >= 600);
    });

    it("find the credentials that a run was told of until the version after the next", async () => {
        const rotated = (credentialVersion: number) => {
            const base = configuration();
            const late = { ...base.producers["batches-api"]!, credentialVersion };
            return { ...base, producers: { ...base.producers, "late-api": late } };
        };
        await apply(rotated(1));
        const fromCronJob = ["-n", namespace, "--from=cronjob/late-api", "late"];
        const run = await kubectl("create", "job", ...fromCronJob, "--dry-run=client", "-o=json");
        await apply(rotated(2));
        await execa("kubectl", ["apply", "-f", "-"], { input: run });
        await complete("late");
        await has("batches", 300);
        assert.deepEqual(await secretsOf("late-api"), [
            "rabbitmq-late-api-v1",
            "rabbitmq-late-api-v2",
        ]);
        await apply(rotated(3));
        assert.deepEqual(await secretsOf("late-api"), [
            "rabbitmq-late-api-v2",
            "rabbitmq-late-api-v3",
        ]);
        await apply();
    });

    it("go on while their credentials are rotated, and lose and repeat nothing", async () => {
        const left = await messagesIn(namespace, "batches");
        await apply(slow(1));
        await start("slow-api", "slow-batch");
        await waitFor("some to be published", 60, () => ledger.lost().length >= left + 20);
        await apply(slow(2));
        assert.ok(ledger.lost().length < left + 300, "it was rotated while it ran");
        await complete("slow-batch");
        await has("batches", left + 300);

        const before = ledger.consumed();
        await start("slow-worker", "slow-drain");
        await waitFor("some to be consumed", 60, () => ledger.consumed() >= before + 20);
        await apply(slow(3));
        assert.ok(ledger.lost().length > 0, "it was rotated while it ran");
        await complete("slow-drain");
        assert.deepEqual(ledger.lost(), []);
        assert.equal(ledger.consumed(), before + left + 300);
        assert.equal(ledger.duplicates(), 0);
        await apply();
    });

    it("show no change in a second preview", async () => {
        const { exitCode, all } = await preview("--expect-no-changes");
        assert.equal(exitCode, 0, all);
    });
});

/** Runs that take longer than an update. */
function slow(credentialVersion: number): StackConfiguration {
    const { producers, consumers, ...base } = configuration();
    const api = producers["batches-api"]!;
    const worker = consumers["batches-worker"]!;
    return {
        ...base,
        producers: {
            ...producers,
            "slow-api": {
                ...{ ...api, credentialVersion },
                env: { LOG_LEVEL: "debug", MESSAGE_COUNT: "300", MESSAGES_PER_SECOND: "4" },
            },
        },
        consumers: {
            ...consumers,
            "slow-worker": {
                ...{ ...worker, credentialVersion, prefetch: 1 },
                env: { LOG_LEVEL: "debug", STOP_WHEN_EMPTY: "true", HANDLER_MILLISECONDS: "250" },
            },
        },
    };
}

async function secretsOf(client: string): Promise<string[]> {
    const names = await kubectl("get", "secrets", "-n", namespace, "-o", "name");
    const pattern = new RegExp(`^secret/(rabbitmq-${client}-v\\d+)$`, "gm");
    return [...names.matchAll(pattern)].map(([, name]) => name!).sort();
}

/** The runs that Kubernetes itself started. */
async function startedRuns(cronJob: string): Promise<string[]> {
    const names = await kubectl("get", "jobs", "-n", namespace, "-o", "name");
    const pattern = new RegExp(`^job\\.batch/(${cronJob}-\\d+)$`, "gm");
    return [...names.matchAll(pattern)].map(([, name]) => name!);
}
