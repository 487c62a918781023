import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { execa } from "execa";
import { Connection } from "rabbitmq-client";

import { applyObjects, kubectl } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { loginOf } from "../e2e/login";
import { portForward } from "../e2e/portForward";
import { messagesIn, rabbitMqCtl } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";
import { manifestOf } from "./moving/oldBrokers";

const namespace = "e2e-leaving";
const elsewhere = "e2e-elsewhere";
const plain = ["-n", elsewhere, "deployment/rabbitmq"];

interface Definitions {
    users: { name: string }[];
    parameters: object[];
    global_parameters: { name: string }[];
}

/** What docs/moving-in.md says of moving out, step by step. */
describe("A broker that somebody else is to run", () => {
    const stack = new Stack(namespace);
    let ledger: Ledger;
    let exported: string;

    before(async () => {
        await kubectl("create", "namespace", namespace);
        await kubectl("create", "namespace", elsewhere);
        await execa("kubectl", ["apply", "-f", "-"], { input: manifestOf("tutorial", elsewhere) });
        await waitFor("the plain broker to run", 180, async () => {
            await kubectl("rollout", "status", ...plain, "--timeout=120s");
            return (await kubectl("logs", ...plain)).includes("Server startup complete");
        });
        ledger = new Ledger(namespace);
        await stack.initialise();
        await up(configuration());
    });
    after(async () => {
        const { exitCode, all } = await stack.destroy(configuration());
        assert.equal(exitCode, 0, all);
        await kubectl("delete", "namespace", namespace, elsewhere, "--wait=true");
        ledger.close();
        stack.close();
    });

    it("is exported as what a plain broker imports", async () => {
        assert.equal(ledger.tally.confirmed.size, 200);
        await rabbitMqCtl(namespace, "export_definitions", "/tmp/definitions.json");
        exported = await kubectl(
            ...["exec", "-n", namespace, "rabbitmq-0", "-c", "rabbitmq", "--"],
            ...["cat", "/tmp/definitions.json"],
        );
        const input = exported;
        await execa("kubectl", ["exec", "-i", ...plain, "--", "tee", "/tmp/definitions.json"], {
            input,
        });
        await onPlain("rabbitmqctl", "import_definitions", "/tmp/definitions.json");
        const queues = await onPlain("rabbitmqctl", "list_queues", "name", "policy", "--silent");
        assert.deepEqual(queues.trim().split("\n").sort(), [
            "orders\tqueue-workloads.queue.orders",
            "orders.dead-letters\tqueue-workloads.queue.orders.dead-letters",
        ]);
    });

    it("brings along of ours what the guide says, which can be removed", async () => {
        const { users, parameters, global_parameters } = JSON.parse(exported) as Definitions;
        assert.deepEqual(users.map(({ name }) => name).sort(), [
            "administrator-v1",
            "orders-batch-v1",
            "orders-worker-v1",
        ]);
        assert.deepEqual(parameters, []);
        const ours = global_parameters.map(({ name }) => name).filter((name) => /-/.test(name));
        assert.deepEqual(ours, ["queue-workloads.rabbitmq"]);
        await onPlain("rabbitmqctl", "delete_user", "administrator-v1");
        await onPlain("rabbitmqctl", "clear_global_parameter", ...ours);
    });

    it("sends its messages there, none is lost, and each client's login is the same", async () => {
        await applyObjects({
            ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "new-broker", namespace } },
            stringData: { uri: `amqp://shop:literal-password@rabbitmq.${elsewhere}.svc/%2F` },
        });
        const orders = {
            source: { queue: "orders" },
            destination: { uri: { name: "new-broker", key: "uri" }, queue: "orders" },
        };
        await up(configuration({ shovels: { orders } }));
        await waitFor(
            "the queue to be empty",
            120,
            async () => (await messagesIn(namespace, "orders")) === 0,
        );
        const received = await consumeAll(200);
        assert.deepEqual([...received].sort(), [...ledger.tally.confirmed].sort());
        console.log(`      ${received.length} of 200 messages consumed from the new broker`);
    });

    async function consumeAll(expected: number): Promise<string[]> {
        const amqp = await portForward(elsewhere, "service/rabbitmq", 5672);
        const login = await loginOf(namespace, "orders-worker");
        const client = new Connection({ hostname: "127.0.0.1", port: amqp.port, ...login });
        const received: string[] = [];
        const consumer = client.createConsumer(
            { queue: "orders", queueOptions: { passive: true } },
            ({ messageId }) => {
                received.push(messageId!);
            },
        );
        await waitFor(
            "all messages to be there",
            60,
            () => received.length >= expected,
            () => received.length,
        );
        // One more would have come by now.
        await sleep(1000);
        await consumer.close();
        await client.close();
        await amqp.close();
        return received;
    }

    async function up(configured: StackConfiguration): Promise<void> {
        const { exitCode, all } = await stack.up(configured);
        assert.equal(exitCode, 0, all);
    }
});

/** A queue with 200 messages that nobody has taken yet. */
function configuration(broker: object = {}): StackConfiguration {
    const dev = smallStack("dev");
    const resources = { cpu: "20m" };
    return {
        ...{ namespace, createNamespace: false },
        broker: { ...dev.broker, ...broker },
        queues: { orders: { deliveryLimit: 5 } },
        clients: { "orders-worker": { consumesFrom: ["orders"] } },
        producers: {
            "orders-batch": {
                ...{ image: "producer:1.0", queue: "orders", resources, runOnce: {} },
                env: { LOG_LEVEL: "debug", MESSAGE_COUNT: "200", MESSAGES_PER_SECOND: "200" },
            },
        },
        consumers: {},
    };
}

function onPlain(...command: string[]): Promise<string> {
    return kubectl("exec", ...plain, "--", ...command);
}
