import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

import { clusterUp } from "../../local/cluster/cluster";
import { killAll, nodeProcesses } from "../../local/cluster/controlGroup";
import { LocalWorld } from "../../local/localWorld";
import type { Pod } from "./kubernetes";
import { identity, isReady, pods } from "./kubernetes";
import { underLoad } from "./load";
import { processesOf } from "./processes";
import { rabbitMqCtl } from "./rabbitMqCtl";
import { apply, configuration, namespace, ready, shop } from "./shop";
import type { StackConfiguration } from "./stack";
import { waitFor } from "./waitFor";

describe("no confirmed message is lost when", () => {
    before(ready);

    it("the topology Job is killed half-way: it is tried again, and the update succeeds", async () => {
        const before = await jobPods();
        await underLoad("the topology Job is killed half-way", async () => {
            const update = apply(withQueue("killed-job"));
            const killed = killJob(before);
            await update;
            await killed;
        });
        assert.match(await queues(), /^killed-job$/m);
    });

    it("pulumi up is killed half-way and run again", async () => {
        const brokers = (await pods(namespace, "rabbitmq")).map(identity);
        await underLoad("pulumi up is killed half-way", async () => {
            const changed = withQueue("killed-update");
            await shop.upKilledAt(changed, () => delay(8000));
            await shop.cancel();
            await apply(changed);
        });
        assert.match(await queues(), /^killed-update$/m);
        assert.deepEqual((await pods(namespace, "rabbitmq")).map(identity), brokers);
        await apply();
    });

    it("all processes of the node are killed and started again", async () => {
        const world = new LocalWorld();
        await world.getTools(() => undefined);
        await underLoad("all processes of the node are killed", async () => {
            await killAll(nodeProcesses);
            await clusterUp(world.tools, () => undefined);
            await waitFor("all brokers to be ready", 240, async () => {
                const all = await pods(namespace, "rabbitmq");
                return all.length === 3 && all.every(isReady);
            });
        });
    });
});

function withQueue(name: string): StackConfiguration {
    const changed = configuration();
    changed.queues[name] = {};
    return changed;
}

function jobPods(): Promise<Pod[]> {
    return pods(namespace, "rabbitmq-topology");
}

/** Kills the first try of the Job that comes after these pods. */
async function killJob(before: Pod[]): Promise<void> {
    const known = before.map(({ metadata }) => metadata.uid);
    await waitFor("the Job to run", 120, async () => {
        const fresh = (await jobPods()).filter(({ metadata }) => !known.includes(metadata.uid));
        const running = fresh.flatMap((pod) => processesOf(pod, "beam.smp"));
        running.forEach((pid) => process.kill(pid, "SIGKILL"));
        return running.length > 0;
    });
}

function queues(): Promise<string> {
    return rabbitMqCtl(namespace, "list_queues", "name", "--silent");
}
