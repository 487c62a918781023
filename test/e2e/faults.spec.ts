import assert from "node:assert/strict";

import { isReady, kubectl, pods, restarts } from "./kubernetes";
import { Ledger } from "./ledger";
import { apply, configuration, namespace, ready, shop } from "./shop";
import { waitFor } from "./waitFor";

describe("when something is not there", () => {
    before(ready);

    it("an image: up ends within its time limit and says which container cannot start, and why", async () => {
        const changed = configuration();
        Object.assign(changed.consumers["orders-worker"]!, {
            image: "consumer:does-not-exist",
            rolloutTimeoutSeconds: 30,
        });
        try {
            const { exitCode, all } = await shop.up(changed);
            assert.notEqual(exitCode, 0);
            assert.match(all, /\[consumer\].*\[(ErrImagePull|ImagePullBackOff)\]/);
            const old = await pods(namespace, "consumer");
            assert.equal(old.filter(isReady).length, 3, "the old pods go on");
        } finally {
            await apply();
        }
    });

    it("a broker: workloads wait for it without restarting, and then work", async () => {
        await kubectl("scale", "-n", namespace, "statefulset/rabbitmq", "--replicas=0");
        await waitFor("the brokers to be gone", 120, async () => {
            return (await pods(namespace, "rabbitmq")).length === 0;
        });
        await kubectl("rollout", "restart", "-n", namespace, "deployment/orders-api");
        await kubectl(
            "delete",
            "pods",
            "-n",
            namespace,
            "-l",
            "app.kubernetes.io/component=consumer",
        );
        await waitFor("new consumers to run", 60, async () => {
            const workers = await pods(namespace, "consumer");
            return (
                workers.length === 3 && workers.every(({ status }) => status.phase === "Running")
            );
        });
        await kubectl("scale", "-n", namespace, "statefulset/rabbitmq", "--replicas=3");
        const ledger = new Ledger(namespace);
        try {
            const before = ledger.tally.consumed.size;
            await waitFor("messages to flow again", 180, () => {
                return ledger.tally.consumed.size > before + 100;
            });
        } finally {
            ledger.close();
        }
        const workloads = [
            ...(await pods(namespace, "consumer")),
            ...(await pods(namespace, "producer")),
        ];
        assert.deepEqual([...new Set(workloads.map(restarts))], [0]);
    });
});
