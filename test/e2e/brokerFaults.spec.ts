import { setTimeout as sleep } from "node:timers/promises";

import { brokerSizes } from "../../components/broker/sizes";
import type { Pod } from "./kubernetes";
import { isReady, pods } from "./kubernetes";
import { sparingConsumers } from "./load";
import { killProgram } from "./processes";
import { rabbitMqCtl } from "./rabbitMqCtl";
import { namespace, ready } from "./shop";
import { stackFile } from "./stack";
import { waitFor } from "./waitFor";

/** What the brokers were started with. */
const sizes = brokerSizes(
    (stackFile("local").broker["resources"] as { memoryMiB: number }).memoryMiB,
);

describe("no confirmed message is lost and no consumer restarts when", () => {
    before(ready);
    afterEach(allReady);

    it("one of three brokers is killed", () =>
        sparingConsumers("one of three brokers is killed", async () => {
            const [first] = await brokers();
            killProgram(first!, "beam.smp");
            await restarted(first!);
        }));

    it("two of three brokers are killed", () =>
        sparingConsumers("two of three brokers are killed", async () => {
            const [first, second] = await brokers();
            killProgram(first!, "beam.smp");
            killProgram(second!, "beam.smp");
            await restarted(first!);
        }));

    it("the memory alarm blocks publishers for a while", () =>
        sparingConsumers("the memory alarm blocks publishers", async () => {
            const setWatermark = (bytes: number) =>
                rabbitMqCtl(namespace, "set_vm_memory_high_watermark", "absolute", String(bytes));
            await setWatermark(1024 * 1024);
            await blocked();
            await setWatermark(sizes.memoryWatermarkBytes);
        }));

    it("the disk alarm blocks publishers for a while", () =>
        sparingConsumers("the disk alarm blocks publishers", async () => {
            const setLimit = (bytes: number) =>
                rabbitMqCtl(namespace, "set_disk_free_limit", String(bytes));
            await setLimit(1e15);
            await blocked();
            await setLimit(sizes.diskFreeLimitBytes);
        }));
});

async function brokers(): Promise<Pod[]> {
    const all = await pods(namespace, "rabbitmq");
    return all.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

async function allReady(): Promise<void> {
    await waitFor("all brokers to be ready", 240, async () => {
        const all = await brokers();
        return all.length === 3 && all.every(isReady);
    });
}

/** Kubernetes takes a moment to notice: only then does waiting for readiness mean anything. */
async function restarted({ metadata: { name }, status }: Pod): Promise<void> {
    const before = status.containerStatuses?.[0]?.restartCount ?? 0;
    await waitFor(`${name} to be restarted`, 120, async () => {
        const now = (await brokers()).find((pod) => pod.metadata.name === name);
        return (now?.status.containerStatuses?.[0]?.restartCount ?? 0) > before;
    });
    await allReady();
}

/** Long enough for a publisher that does not stop to run into its limit of unconfirmed messages. */
async function blocked(): Promise<void> {
    await waitFor("publishers to be blocked", 60, async () => {
        const text = await rabbitMqCtl(namespace, "list_connections", "user", "state", "--silent");
        return /orders-api-v\d+\t(blocked|blocking)/.test(text);
    });
    await sleep(5000);
}
