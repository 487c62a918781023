import assert from "node:assert/strict";

import { kubectl, pods } from "./kubernetes";
import { Ledger } from "./ledger";
import { rabbitMqCtl } from "./rabbitMqCtl";
import type { StackConfiguration } from "./stack";
import { smallStack, Stack } from "./stack";
import { waitFor } from "./waitFor";

const namespace = "e2e-patient";

/** Longer than Kubernetes waits for a pod that is told nothing. */
const workSeconds = 40;

describe("a consumer whose work takes long", () => {
    const stack = new Stack("e2e-patient");
    let ledger: Ledger;

    before(async () => {
        await stack.initialise();
        const { exitCode, all } = await stack.up(configuration());
        assert.equal(exitCode, 0, all);
        ledger = new Ledger(namespace);
    });
    after(async () => {
        ledger.close();
        await stack.destroy(configuration());
        await kubectl("delete", "namespace", namespace, "--wait=true");
        stack.close();
    });

    it("finishes what it has begun when it is told to stop", async () => {
        await publish("first");
        await held(5);
        await kubectl("delete", "pod", "-n", namespace, await consumerPod(), "--wait=false");
        await waitFor("the messages to be done", 120, () => ledger.lost().length === 0);
        assert.equal(ledger.duplicates(), 0, "nothing had to be begun again");
    });

    it("loses nothing that the broker took back during the work when it dies", async () => {
        await publish("second");
        await held(5);
        await rabbitMqCtl(namespace, "close_all_user_connections", "orders-worker-v1", "test");
        await held(0);
        const pod = await consumerPod();
        await kubectl("delete", "pod", "-n", namespace, pod, "--force", "--grace-period=0");
        assert.equal(ledger.lost().length, 5, "nothing of it is done yet");
        await waitFor("the messages to be done", 180, () => ledger.lost().length === 0);
    });
});

/** A producer of five messages a run, and a consumer that holds all of them at once. */
function configuration(): StackConfiguration {
    const dev = smallStack("dev");
    const env = { LOG_LEVEL: "debug" };
    const consumer = dev.consumers["orders-worker"]!;
    return {
        ...dev,
        namespace,
        createNamespace: true,
        producers: {
            "orders-api": {
                queue: "orders",
                image: "producer:1.0",
                resources: { cpu: "20m" },
                schedule: { cron: "0 0 1 1 *" },
                env: { ...env, MESSAGE_COUNT: "5" },
            },
        },
        consumers: {
            "orders-worker": {
                ...consumer,
                replicas: 1,
                prefetch: 10,
                secondsPerMessage: workSeconds,
                env: { ...env, HANDLER_MILLISECONDS: String(workSeconds * 1000) },
            },
        },
    };
}

async function publish(job: string): Promise<void> {
    await kubectl("create", "job", "-n", namespace, "--from=cronjob/orders-api", job);
    await kubectl(
        ...["wait", "-n", namespace, "--for=condition=complete", "--timeout=120s", `job/${job}`],
    );
}

async function consumerPod(): Promise<string> {
    const found = (await pods(namespace, "consumer")).find(
        ({ metadata }) => !("deletionTimestamp" in metadata),
    );
    return found!.metadata.name;
}

async function held(messages: number): Promise<void> {
    const what = `${messages} messages to be held`;
    await waitFor(what, 30, async () => (await unacknowledged()) === messages);
}

async function unacknowledged(): Promise<number> {
    const column = "messages_unacknowledged";
    const text = await rabbitMqCtl(namespace, "list_queues", "name", column, "--silent");
    return Number(/^orders\t(\d+)$/m.exec(text)?.[1] ?? NaN);
}
