import assert from "node:assert/strict";

import { clusterUp } from "../../local/cluster/cluster";
import { clusterNodes } from "../../local/cluster/clusterNode";
import { removeFolders } from "../../local/cluster/mounts";
import { stopNode } from "../../local/cluster/removedNodes";
import { LocalWorld } from "../../local/localWorld";
import { isReady, kubectl, nodesOf, pods } from "../e2e/kubernetes";
import { underLoad } from "../e2e/load";
import { membersOf } from "../e2e/rabbitMqCtl";
import { apply, configuration, namespace, shop } from "../e2e/shop";
import type { StackConfiguration } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";
import { joinAnew } from "./joinAnew";

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
    const nodesBefore = clusterNodes().length;

    /** All that is missing of the nodes, the images included. */
    async function makeNodes(): Promise<void> {
        for (const { run } of world.steps()) {
            await run(console.log);
        }
    }

    before(async () => {
        await makeNodes();
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
        await clusterUp(world.tools, console.log, nodesBefore);
    });

    it("hold a broker each", async () => {
        assert.equal(new Set(await nodesOf(namespace, "rabbitmq")).size, 3);
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

    // What docs/operations.md says to do, step by step.
    it("may lose one with the volume on it for good: the broker joins anew from another, and no message is lost", async () => {
        const lost = clusterNodes()[2]!;
        const [ordinal, other] = await ordinalsOn(lost.name);
        await underLoad("a node dies and does not come back with its volume", async () => {
            await drainWorkloads(lost.name);
            await stopNode(lost);
            await kubectl("delete", "node", lost.name);
            const claim = ["pvc", "-n", namespace, `data-rabbitmq-${ordinal}`];
            const uid = () => kubectl("get", ...claim, "-o", "jsonpath={.metadata.uid}");
            const before = await uid();
            await kubectl("delete", ...claim, "--wait=false");
            const pod = `rabbitmq-${ordinal}`;
            await kubectl("delete", "pod", "-n", namespace, pod, "--ignore-not-found");
            await waitFor("a claim of its own", 180, async () => {
                return (await uid().catch(() => before)) !== before;
            });
            await removeFolders([lost.containerd.state, ...Object.values(lost.paths)]);
            await makeNodes();
            await joinAnew(namespace, ordinal, other);
            await whole();
            await waitFor("the queue to have three members again", 240, async () => {
                return (await membersOf(namespace, "orders", other)) === 3;
            });
        });
    });
});

function names(): string[] {
    return clusterNodes().map(({ name }) => name);
}

/** The broker's node that is on a node of Kubernetes, and one that is not. */
async function ordinalsOn(node: string): Promise<[on: number, other: number]> {
    const all = await nodesOf(namespace, "rabbitmq");
    const on = all.indexOf(node);
    return [on, (on + 1) % all.length];
}

/** What a consumer had written down last would go with its node, and be counted as lost. */
async function drainWorkloads(node: string): Promise<void> {
    await drain(node, "app.kubernetes.io/component in (producer, consumer)");
}

async function drain(node: string, pods = selector): Promise<void> {
    const only = ["--pod-selector", pods, "--ignore-daemonsets", "--delete-emptydir-data"];
    await kubectl("drain", node, ...only, "--timeout=300s");
    const placed = [
        ...(await nodesOf(namespace, "producer")),
        ...(await nodesOf(namespace, "consumer")),
    ];
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
