import assert from "node:assert/strict";

import { isReady, kubectl, pods, restarts } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";
import { Keda, version } from "./operators/keda";

const namespace = "e2e-keda";
const batch = 900;
const resources = { cpu: "20m" };

/** A consumer that does five messages in two seconds, and a producer of 900 whose time never comes. */
function configuration(changes: { credentialVersion?: number } = {}): StackConfiguration {
    const local = smallStack("local");
    return {
        ...local,
        namespace,
        createNamespace: true,
        broker: { ...local.broker, replicas: 1, autoscaler: { ...changes } },
        producers: {
            "orders-api": {
                ...{ queue: "orders", image: "producer:1.0", resources },
                schedule: { cron: "0 0 1 1 *" },
                env: {
                    MESSAGE_COUNT: String(batch),
                    MESSAGES_PER_SECOND: "200",
                    LOG_LEVEL: "debug",
                },
            },
        },
        consumers: {
            "orders-worker": {
                ...{ queue: "orders", image: "consumer:1.0", resources, prefetch: 5, ...changes },
                autoscaling: {
                    ...{ minReplicas: 0, maxReplicas: 3, messagesPerReplica: 50 },
                    scaleDownSeconds: 15,
                },
                env: { HANDLER_MILLISECONDS: "2000", LOG_LEVEL: "debug" },
            },
        },
    };
}

describe(`a consumer that KEDA ${version} scales`, () => {
    const keda = new Keda();
    const stack = new Stack(namespace);
    let ledger: Ledger;

    before(async function () {
        // KEDA is compiled the first time.
        this.timeout(1_800_000);
        await keda.install();
        await stack.initialise();
        await apply(configuration());
        ledger = new Ledger(namespace);
    });
    after(async () => {
        ledger.close();
        await stack.destroy(configuration());
        await keda.remove();
        await kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=true");
        stack.close();
    });

    async function apply(changed: StackConfiguration): Promise<void> {
        const { exitCode, all } = await stack.up(changed);
        assert.equal(exitCode, 0, all);
    }

    it("has no pod while there is nothing to do", async () => {
        await scaledTo(0);
    });

    it("gets a pod, and then more, for messages that wait, and none when they are done", async () => {
        await publish("first");
        await waitFor("a first pod", 120, async () => (await ready()) > 0, ready);
        await scaledTo(3);
        await done(batch);
        await scaledTo(0);
    });

    it("goes on to be scaled through a rotation of its credentials and of KEDA's, and loses nothing", async () => {
        await publish("second");
        await waitFor("a first pod", 120, async () => (await ready()) > 0, ready);
        await apply(configuration({ credentialVersion: 2 }));
        assert.ok(ledger.consumed() < 2 * batch, "messages waited while credentials changed");
        await scaledTo(3);
        await done(2 * batch);
        await scaledTo(0);
        await rabbitMqCtl(namespace, "delete_user", "autoscaler-v1");
        await publish("third");
        await scaledTo(3);
        await done(3 * batch);
        await scaledTo(0);
        console.log(`      ${ledger.summary()}`);
        assert.deepEqual(ledger.lost(), []);
        assert.equal(ledger.duplicates(), 0, "a pod that is scaled away finishes what it has");
    });

    async function publish(job: string): Promise<void> {
        await kubectl("create", "job", "-n", namespace, "--from=cronjob/orders-api", job);
        const condition = "--for=condition=complete";
        await kubectl("wait", "-n", namespace, condition, "--timeout=120s", `job/${job}`);
    }

    async function done(messages: number): Promise<void> {
        await waitFor(
            `${messages} messages to be done`,
            300,
            () => ledger.lost().length === 0 && ledger.consumed() === messages,
            () => ledger.summary(),
        );
    }
});

async function ready(): Promise<number> {
    const consumers = await pods(namespace, "consumer");
    assert.ok(
        consumers.every((pod) => restarts(pod) === 0),
        "no consumer restarts",
    );
    return consumers.filter(isReady).length;
}

async function scaledTo(replicas: number): Promise<void> {
    const count = async () => (await pods(namespace, "consumer")).length;
    await waitFor(`${replicas} pods`, 180, async () => (await count()) === replicas, count);
}
