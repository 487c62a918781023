import assert from "node:assert/strict";

import { brokerSizes } from "../../components/broker/sizes";
import { isReady, kubectl, pods } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow } from "../e2e/load";
import { membersOf, messagesIn, rabbitMqCtl } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";

const namespace = "e2e-runbooks";
const statefulSet = ["statefulset/rabbitmq", "-n", namespace];

/** What docs/operations.md says to do when something breaks, step by step; a lost volume is in keptVolumes.spec.ts. */
describe("The runbook of", () => {
    const stack = new Stack(namespace);
    const configuration = brokerOfThree();
    let ledger: Ledger;

    before(async () => {
        await stack.initialise();
        await kubectl("create", "namespace", namespace);
        await up();
        ledger = new Ledger(namespace);
        await grow(ledger, 100, "messages to flow");
    });
    after(async () => {
        ledger?.close();
        await stack.destroy(configuration);
        await kubectl("delete", "namespace", namespace, "--wait=true");
        stack.close();
    });

    async function up(): Promise<void> {
        const { exitCode, all } = await stack.up(configuration);
        assert.equal(exitCode, 0, all);
    }

    /** Whatever a publisher waits for at the moment, nothing more of it is confirmed. */
    async function confirmsStop(): Promise<void> {
        const seen: number[] = [];
        await waitFor("no message to be confirmed any more", 120, () => {
            seen.push(ledger.tally.confirmed.size);
            return seen.length > 40 && new Set(seen.slice(-40)).size === 1;
        });
    }

    it("a lost majority whose volumes are there: it goes on by itself once their pods are back, and nothing is lost", async () => {
        await loseMajority();
        await confirmsStop();
        await kubectl("scale", ...statefulSet, "--replicas=3");
        await allReady();
        await grow(ledger, 100, "messages to flow again");
        await scale("orders-api", 0);
        await consumed(ledger);
        await scale("orders-api", 1);
    });

    it("a lost majority whose volumes are lost as well: the node that is left goes on alone, and the others join it", async () => {
        await grow(ledger, 100, "messages to flow before");
        await loseMajority();
        await confirmsStop();
        const lost = ["data-rabbitmq-1", "data-rabbitmq-2"];
        await kubectl("delete", "pvc", "-n", namespace, ...lost, "--wait=true");
        await rabbitMqCtl(namespace, "force_standalone_khepri_boot");
        const shrink = "rabbit_quorum_queue:force_all_queues_shrink_member_to_current_member().";
        await rabbitMqCtl(namespace, "eval", shrink);
        await kubectl("scale", ...statefulSet, "--replicas=3");
        await allReady();
        await grow(ledger, 100, "messages to flow again");
        await waitFor("the queue to have three members", 240, async () => {
            return (await membersOf(namespace, "orders")) === 3;
        });
    });

    it("a full disk: what fills it is shown and can be purged while publishers wait, and they go on afterwards", async () => {
        await scale("orders-worker", 0);
        await waitFor("messages to wait", 60, async () => (await depth()) >= 100, depth);
        const setLimit = (bytes: number) =>
            rabbitMqCtl(namespace, "set_disk_free_limit", String(bytes));
        await setLimit(1e15);
        await confirmsStop();
        const shown = await rabbitMqCtl(namespace, "list_queues", "name", "messages", "--silent");
        assert.match(shown, /^orders\t\d{3,}$/m);
        await rabbitMqCtl(namespace, "purge_queue", "orders");
        await confirmsStop();
        assert.equal(await depth(), 0);
        const { memoryMiB } = configuration.broker["resources"] as { memoryMiB: number };
        await setLimit(brokerSizes(memoryMiB).diskFreeLimitBytes);
        await scale("orders-worker", 1);
        await grow(ledger, 100, "messages to flow again");
    });

    it("a Job that nobody lets in: it succeeds by itself once a node has imported the users again", async () => {
        await rabbitMqCtl(namespace, "change_password", "administrator-v1", "changed-by-hand");
        configuration.queues["refunds"] = {};
        const update = up();
        const path = ["-l", "app.kubernetes.io/component=rabbitmq-topology", "--tail=-1"];
        const log = () => kubectl("logs", "-n", namespace, ...path).catch(() => "");
        await waitFor("the Job to be refused", 180, async () =>
            (await log()).includes("the management API refused every administrator: 401"),
        );
        await kubectl("delete", "pod", "-n", namespace, "rabbitmq-0");
        await update;
        const names = await rabbitMqCtl(namespace, "list_queues", "name", "--silent");
        assert.ok(names.split("\n").includes("refunds"), names);
    });
});

function brokerOfThree(): StackConfiguration {
    const dev = smallStack("dev");
    const producer = dev.producers["orders-api"]!;
    const consumer = dev.consumers["orders-worker"]!;
    const storage = { sizeGiB: 2, keepOnDelete: false };
    const env = { LOG_LEVEL: "debug" };
    return {
        ...dev,
        namespace,
        createNamespace: false,
        broker: { ...dev.broker, replicas: 3, storage },
        producers: { "orders-api": { ...producer, env: { ...env, MESSAGES_PER_SECOND: "50" } } },
        consumers: { "orders-worker": { ...consumer, replicas: 1, env } },
    };
}

function depth(): Promise<number> {
    return messagesIn(namespace, "orders");
}

async function scale(deployment: string, replicas: number): Promise<void> {
    await kubectl("scale", "-n", namespace, `deployment/${deployment}`, `--replicas=${replicas}`);
    await kubectl("rollout", "status", "-n", namespace, `deployment/${deployment}`);
}

/** Two of three nodes are gone, and do not come back before there is a place for them. */
async function loseMajority(): Promise<void> {
    await kubectl("scale", ...statefulSet, "--replicas=1");
    const gone = ["rabbitmq-1", "rabbitmq-2"];
    await kubectl("delete", "pod", "-n", namespace, ...gone, "--force", "--grace-period=0");
    await waitFor("one node to be alone", 120, async () => {
        const running = await rabbitMqCtl(
            namespace,
            "eval",
            "length(rabbit_nodes:list_running()).",
        );
        return running.trim() === "1";
    });
}

async function allReady(): Promise<void> {
    await waitFor("all brokers to be ready", 300, async () => {
        const brokers = await pods(namespace, "rabbitmq");
        return brokers.length === 3 && brokers.every(isReady);
    });
}
