import assert from "node:assert/strict";

import { kubectl } from "../e2e/kubernetes";
import { messagesIn } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";

export const namespace = "e2e-tasks";

const stack = new Stack(namespace);

/** Longer than Kubernetes waits for a pod that is told nothing. */
export const workSeconds = 40;

/** What a consumer of mails has to keep up with: two pods drain two minutes of mails in 80 s. */
export const mailCapacity = {
    arrivalsPerSecond: 10,
    secondsPerMessage: 0.4,
    concurrency: 5,
    outageMinutes: 2,
    drainWithinMinutes: 2,
};

/**
 * One small broker for several tests, each with a queue of its own: orders that take long, batches that are due at New
 * Year or when a test says so, and mails that have to be kept up with.
 */
export function configuration(batchCron = never): StackConfiguration {
    const dev = smallStack("dev");
    const env = { LOG_LEVEL: "debug" };
    const resources = { cpu: "20m" };
    const producer = { image: "producer:1.0", resources };
    const consumer = { image: "consumer:1.0", resources };
    const batch = (queue: string, messages: number, cron = never) => ({
        ...{ ...producer, queue, schedule: { cron } },
        env: { ...env, MESSAGE_COUNT: String(messages), MESSAGES_PER_SECOND: "200" },
    });
    return {
        ...dev,
        namespace,
        createNamespace: true,
        queues: {
            orders: {},
            batches: {},
            mails: {},
            letters: {},
        },
        producers: {
            "orders-api": batch("orders", 5),
            "batches-api": batch("batches", 300, batchCron),
            "mails-backlog": batch("mails", 1200),
            "mails-api": {
                ...{ ...producer, queue: "mails", replicas: 0 },
                env: { ...env, MESSAGES_PER_SECOND: String(mailCapacity.arrivalsPerSecond) },
            },
        },
        consumers: {
            "orders-worker": {
                ...{ ...consumer, queue: "orders", prefetch: 10, secondsPerMessage: workSeconds },
                env: { ...env, HANDLER_MILLISECONDS: String(workSeconds * 1000) },
            },
            "batches-worker": {
                ...{ ...consumer, queue: "batches" },
                schedule: { cron: never, timeZone: "Europe/Berlin" },
                env: { ...env, STOP_WHEN_EMPTY: "true" },
            },
            "mails-worker": {
                ...{ ...consumer, queue: "mails", capacity: mailCapacity },
                env: {
                    ...env,
                    HANDLER_MILLISECONDS: String(mailCapacity.secondsPerMessage * 1000),
                },
            },
        },
    };
}

const never = "0 0 1 1 *";

/** The same with a batch of 50 letters, which runs once. */
export function withLetters(changes: object = {}): StackConfiguration {
    const base = configuration();
    const { image, resources } = base.producers["batches-api"]!;
    const letters = {
        ...{ image, resources, queue: "letters", runOnce: {} },
        env: { LOG_LEVEL: "debug", MESSAGE_COUNT: "50", MESSAGES_PER_SECOND: "200" },
        ...changes,
    };
    return { ...base, producers: { ...base.producers, letters } };
}

/** The stack as every test may expect it: made if it is not there, and unchanged. */
export async function ready(): Promise<void> {
    if (!stack.isAt(configuration())) {
        await stack.initialise();
        await apply();
    }
}

export async function apply(changed: StackConfiguration = configuration()): Promise<string> {
    const { exitCode, all } = await stack.up(changed);
    assert.equal(exitCode, 0, all);
    return all;
}

export function preview(...args: string[]) {
    return stack.preview(configuration(), ...args);
}

after(async () => {
    if (stack.isAt(configuration())) {
        await stack.destroy(configuration());
        await kubectl("delete", "namespace", namespace, "--wait=true");
    }
    stack.close();
});

/** Starts a run now, and waits until it has ended well. */
export async function run(cronJob: string, job: string): Promise<void> {
    await start(cronJob, job);
    await complete(job);
}

export async function start(cronJob: string, job: string): Promise<void> {
    await kubectl("create", "job", "-n", namespace, `--from=cronjob/${cronJob}`, job);
}

export async function complete(job: string): Promise<void> {
    const condition = "--for=condition=complete";
    await kubectl("wait", "-n", namespace, condition, "--timeout=120s", `job/${job}`);
}

export async function has(queue: string, messages: number): Promise<void> {
    const count = () => messagesIn(namespace, queue);
    await waitFor(
        `${messages} messages in ${queue}`,
        60,
        async () => (await count()) === messages,
        count,
    );
}
