import assert from "node:assert/strict";

import { clusterUp } from "../../local/cluster/cluster";
import { clusterNodes } from "../../local/cluster/clusterNode";
import { stopNode } from "../../local/cluster/removedNodes";
import { LocalWorld } from "../../local/localWorld";
import { isReady, kubectl, pods } from "../e2e/kubernetes";
import { underLoad } from "../e2e/load";
import { apply, configuration, namespace, shop } from "../e2e/shop";
import type { StackConfiguration } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";

const drained = { "e2e/drained": "true" };
const selector = "e2e/drained=true";

/** Where pods of a node that is gone find another one soon, and not after the five minutes of Kubernetes. */
const tolerations = ["not-ready", "unreachable"].map((state) => ({
    key: `node.kubernetes.io/${state}`,
    operator: "Exists",
    effect: "NoExecute",
    tolerationSeconds: 10,
}));

/** The stack of the end-to-end tests, with each broker on a node of its own. */
function spread(): StackConfiguration {
    const { broker, producers, consumers, ...rest } = configuration();
    const pod = { labels: drained, tolerations };
    const soon = (named: StackConfiguration["producers"]) =>
        Object.fromEntries(Object.entries(named).map(([name, one]) => [name, { ...one, pod }]));
    return {
        ...rest,
        broker: { ...broker, requireSeparateNodes: true, pod: { labels: drained } },
        producers: soon(producers),
        consumers: soon(consumers),
    };
}

describe("three nodes of Kubernetes", function () {
    this.timeout(1_200_000);

    const world = new LocalWorld(3);

    before(async () => {
        for (const { run } of world.steps()) {
            await run(console.log);
        }
        await shop.initialise();
        await apply(spread());
    });
    after(async () => {
        await shop.destroy(spread());
        await kubectl("delete", "pvc", "--all", "-n", namespace, "--wait=true");
        await waitFor("the volumes to be gone", 120, async () => {
            const volumes = await kubectl("get", "pv", "-o", "jsonpath={.items[*].spec.claimRef}");
            return !volumes.includes(`"namespace":"${namespace}"`);
        });
        await clusterUp(world.tools, console.log, 1);
    });

    it("hold a broker each", async () => {
        assert.equal(new Set(await nodesOf("rabbitmq")).size, 3);
    });

    it("may be drained: the brokers and workloads of one leave it, and no message is lost", async () => {
        await underLoad("a node is drained", async () => {
            await drain(names()[1]!);
            await kubectl("uncordon", names()[1]!);
            await whole();
        });
    });

    it("may be drained one after the other, as an upgrade of Kubernetes does it, and no message is lost", async () => {
        await underLoad("all nodes are drained, one after the other", async () => {
            for (const name of names()) {
                // It waits by itself for the broker of the one before.
                await drain(name);
                await kubectl("uncordon", name);
            }
            await whole();
        });
    });

    it("may lose one, which comes back, and no message is lost", async () => {
        const lost = clusterNodes()[2]!;
        await underLoad("a node dies and comes back", async () => {
            await stopNode(lost);
            await kubectl(
                "wait",
                `node/${lost.name}`,
                "--for=condition=Ready=Unknown",
                "--timeout=120s",
            );
            await waitFor("workloads on the nodes that are left", 180, async () => {
                const [producer, ...consumers] = await readyWorkloads();
                return producer !== undefined && consumers.length === 3;
            });
            await clusterUp(world.tools, console.log);
            await whole();
        });
    });
});

function names(): string[] {
    return clusterNodes().map(({ name }) => name);
}

async function nodesOf(component: string): Promise<string[]> {
    const label = `app.kubernetes.io/component=${component}`;
    const path = "jsonpath={.items[*].spec.nodeName}";
    return (await kubectl("get", "pods", "-n", namespace, "-l", label, "-o", path)).split(" ");
}

async function drain(node: string): Promise<void> {
    const only = ["--pod-selector", selector, "--ignore-daemonsets", "--delete-emptydir-data"];
    await kubectl("drain", node, ...only, "--timeout=300s");
    const placed = [...(await nodesOf("producer")), ...(await nodesOf("consumer"))];
    assert.ok(!placed.includes(node), placed.join(" "));
}

/** Every broker is there again; what an outage has left Pending has found its place. */
async function whole(): Promise<void> {
    await kubectl("rollout", "status", "-n", namespace, "statefulset/rabbitmq", "--timeout=300s");
    await waitFor(
        "all workloads",
        180,
        async () => (await readyWorkloads()).length === 4,
        () => kubectl("get", "pods", "-n", namespace, "-o", "wide"),
    );
}

async function readyWorkloads() {
    const all = [...(await pods(namespace, "producer")), ...(await pods(namespace, "consumer"))];
    return all.filter((pod) => isReady(pod));
}
