import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import type { Pod } from "./kubernetes";
import { isReady, kubectl, pods, restarts } from "./kubernetes";
import { underLoad } from "./load";
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

    it("a broker: workloads wait for it without restarting, and then work, and nothing is lost", async () => {
        await underLoad("workloads start long before the broker", async () => {
            await kubectl("scale", "-n", namespace, "statefulset/rabbitmq", "--replicas=0");
            await waitFor("the brokers to be gone", 120, async () => {
                return (await pods(namespace, "rabbitmq")).length === 0;
            });
            const deployments = ["deployment/orders-api", "deployment/orders-worker"];
            await kubectl(
                "delete",
                "pods",
                "-n",
                namespace,
                "-l",
                `${component} in (producer,consumer)`,
            );
            await waitFor("new workloads to run", 120, async () => {
                const all = await workloads();
                return all.length === 4 && all.every(({ status }) => status.phase === "Running");
            });
            // As long as it takes a workload that gives up to be restarted twice.
            await sleep(15_000);
            assert.deepEqual((await workloads()).filter(isReady), [], "none says that it is ready");
            await kubectl("scale", "-n", namespace, "statefulset/rabbitmq", "--replicas=3");
            await kubectl("rollout", "status", "-n", namespace, ...deployments);
            assert.deepEqual((await workloads()).map(restarts), [0, 0, 0, 0]);
        });
    });
});

const component = "app.kubernetes.io/component";

async function workloads(): Promise<Pod[]> {
    return [...(await pods(namespace, "producer")), ...(await pods(namespace, "consumer"))];
}
