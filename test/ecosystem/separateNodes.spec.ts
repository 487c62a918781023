import assert from "node:assert/strict";

import { clusterUp } from "../../local/cluster/cluster";
import { clusterNodes } from "../../local/cluster/clusterNode";
import { stopNode } from "../../local/cluster/removedNodes";
import { LocalWorld } from "../../local/localWorld";
import { kubectl, nodesOf } from "../e2e/kubernetes";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";

const namespace = "e2e-separate-nodes";

/** Brokers that no volume ties to a Kubernetes node. */
function configuration(): StackConfiguration {
    const local = smallStack("local");
    return {
        ...local,
        namespace,
        broker: {
            ...local.broker,
            requireSeparateNodes: true,
            storage: { sizeGiB: 2, ephemeral: true },
        },
        producers: {},
        consumers: {},
    };
}

describe("a broker with `requireSeparateNodes`", () => {
    const world = new LocalWorld(3);
    const stack = new Stack(namespace);

    before(async () => {
        for (const { run } of world.steps()) {
            await run(console.log);
        }
        await stack.initialise();
        const { exitCode, all } = await stack.up(configuration());
        assert.equal(exitCode, 0, all);
    });
    after(async () => {
        await stack.destroy(configuration());
        stack.close();
        await clusterUp(world.tools, console.log, 1);
    });

    it("has each of its nodes on another one of Kubernetes", async () => {
        assert.equal(new Set(await nodesOf(namespace, "rabbitmq")).size, 3);
    });

    it("never has two of them on one of those that are left, and is whole when there is another", async () => {
        const lost = clusterNodes()[2]!;
        await kubectl("delete", "node", lost.name);
        await stopNode(lost);
        await waitFor("a pod without a place", 180, async () => {
            const label = "app.kubernetes.io/component=rabbitmq";
            const why =
                "jsonpath={.items[*].status.conditions[?(@.reason=='Unschedulable')].message}";
            const said = await kubectl("get", "pods", "-n", namespace, "-l", label, "-o", why);
            return /topology spread constraints/.test(said);
        });
        const left = await nodesOf(namespace, "rabbitmq");
        assert.equal(left.length, 2);
        assert.equal(new Set(left).size, 2);
        await clusterUp(world.tools, console.log);
        await kubectl(
            ...["rollout", "status", "-n", namespace, "statefulset/rabbitmq", "--timeout=300s"],
        );
        assert.equal(new Set(await nodesOf(namespace, "rabbitmq")).size, 3);
    });
});
