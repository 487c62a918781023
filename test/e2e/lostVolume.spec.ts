import assert from "node:assert/strict";

import { kubectl } from "./kubernetes";
import type { StackConfiguration } from "./stack";
import { smallStack, Stack } from "./stack";
import { waitFor } from "./waitFor";

const namespace = "e2e-lost";
const nodeName = (ordinal: number) =>
    `rabbit@rabbitmq-${ordinal}.rabbitmq-nodes.${namespace}.svc.cluster.local`;

/** What docs/operations.md says to do, step by step. */
describe("a node whose volume is lost", () => {
    const stack = new Stack("e2e-lost");

    before(async () => {
        await stack.initialise();
        const { exitCode, all } = await stack.up(configuration());
        assert.equal(exitCode, 0, all);
    });
    after(async () => {
        await stack.destroy(configuration());
        await kubectl("delete", "namespace", namespace, "--wait=true");
        stack.close();
    });

    for (const [lost, other] of [
        [2, 0],
        [0, 1],
    ] as const) {
        it(`joins again as number ${lost} with an empty one, and its queues get their member back`, async () => {
            await loseVolume(lost);
            await waitFor("it to run alone", 120, () =>
                rabbitMqCtl(lost, "await_startup").then(
                    () => true,
                    () => false,
                ),
            );
            await rabbitMqCtl(lost, "stop_app");
            await rabbitMqCtl(other, "forget_cluster_node", nodeName(lost));
            await rabbitMqCtl(lost, "reset");
            await rabbitMqCtl(lost, "join_cluster", nodeName(other));
            await rabbitMqCtl(lost, "start_app");
            await complete(other);
        });
    }
});

function configuration(): StackConfiguration {
    const local = smallStack("local");
    return { ...local, namespace, createNamespace: true, producers: {}, consumers: {} };
}

async function loseVolume(ordinal: number): Promise<void> {
    const pod = `rabbitmq-${ordinal}`;
    await kubectl("delete", "pvc", "-n", namespace, `data-${pod}`, "--wait=false");
    await kubectl("delete", "pod", "-n", namespace, pod, "--force", "--grace-period=0");
}

function rabbitMqCtl(ordinal: number, ...args: string[]): Promise<string> {
    const pod = `rabbitmq-${ordinal}`;
    return kubectl(
        ...["exec", "-n", namespace, pod, "-c", "rabbitmq", "--"],
        ...["rabbitmqctl", ...args],
    );
}

async function complete(ordinal: number): Promise<void> {
    await waitFor("the queue to have three members again", 240, async () => {
        const text = await rabbitMqCtl(ordinal, "list_queues", "name", "members", "--silent");
        const orders = text.split("\n").find((line) => line.startsWith("orders\t")) ?? "";
        return orders.split("rabbit@").length - 1 === 3;
    });
}
