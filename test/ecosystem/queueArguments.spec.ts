import assert from "node:assert/strict";

import type { Channel } from "rabbitmq-client";
import { Connection } from "rabbitmq-client";

import { declarationKeys } from "../../components/broker/clientSecret";
import { ReconcilerTask } from "../../components/broker/topologyPod";
import { QueueType } from "../../components/index";
import type { TopologyArgs } from "../../components/topology/arguments";
import type { clientDeclarations } from "../../components/topology/declarations";
import { topologyDefaults } from "../../components/topology/defaults";
import { BrokerWithoutCluster } from "../e2e/brokerWithoutCluster";
import { waitFor } from "../e2e/waitFor";

const declared: TopologyArgs = {
    queues: {
        turns: { singleActiveConsumer: true },
        urgent: { type: QueueType.Classic, maxPriority: 5 },
        heavy: { maxLengthBytes: 1000 },
        stubborn: { deliveryLimit: 3, deadLetterLimits: { maxLength: 5 } },
        routed: { deadLetterExchange: "failures", deadLetterRoutingKey: "late" },
        late: { deadLetterQueue: false },
        brief: { messageTtlSeconds: 1 },
        few: { initialGroupSize: 1 },
        fewParts: { type: QueueType.Stream, initialGroupSize: 1, partitions: 2 },
    },
    exchanges: { failures: {} },
    bindings: { late: { exchange: "failures", queue: "late", routingKey: "late" } },
    clients: {
        worker: {
            consumesFrom: ["turns", "urgent", "late", "fewParts"],
            publishesTo: ["heavy", "failures"],
            declares: true,
        },
    },
};

const numbers = (count: number) => Array.from({ length: count }, (_, number) => String(number));

describe("The arguments of queues, on a broker", () => {
    const broker = new BrokerWithoutCluster();
    let connection: Connection;

    before(async () => {
        await broker.start();
        await apply(declared);
        connection = new Connection(`amqp://guest:guest@127.0.0.1:${broker.amqp}`);
    });
    after(async () => {
        connection?.unsafeDestroy();
        await broker.stop();
    });

    async function apply(args: TopologyArgs): Promise<void> {
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, args);
        assert.equal(exitCode, 0, all);
    }

    async function publish(queue: string, texts: string[], priority = 0): Promise<void> {
        const publisher = connection.createPublisher({ confirm: true });
        for (const text of texts) {
            await publisher.send({ routingKey: queue, durable: true, priority }, text);
        }
        await publisher.close();
    }

    async function count(queue: string): Promise<number> {
        return (await connection.queueDeclare({ queue, passive: true })).messageCount;
    }

    async function has(queue: string, messages: number): Promise<void> {
        const counted = () => count(queue);
        const all = async () => (await counted()) === messages;
        await waitFor(`${messages} messages in ${queue}`, 30, all, counted);
    }

    async function takeAll(queue: string): Promise<string[]> {
        const taken: string[] = [];
        for (;;) {
            const message = await connection.basicGet({ queue, noAck: true });
            if (message === undefined) {
                return taken;
            }
            taken.push(String(message.body));
        }
    }

    /** Takes the next message, so often, and refuses it for good, or is lost with it, which counts as a failure. */
    async function fail(queue: string, times: number, how: "refused" | "lost"): Promise<void> {
        for (let time = 0; time < times; time++) {
            const channel: Channel = await connection.acquire();
            const { deliveryTag } = await waitFor("the message to be there", 30, () =>
                channel.basicGet({ queue }),
            );
            if (how === "refused") {
                channel.basicNack({ deliveryTag, requeue: false });
            }
            await channel.close();
        }
    }

    function consume(queue: string, taken: string[]) {
        return connection.createConsumer(
            { queue, queueOptions: { passive: true }, qos: { prefetchCount: 1 } },
            ({ body }) => void taken.push(String(body)),
        );
    }

    it("singleActiveConsumer: one consumer gets all, in order, until it is gone", async () => {
        const [first, second]: [string[], string[]] = [[], []];
        const active = consume("turns", first);
        await new Promise((ready) => active.on("ready", () => ready(undefined)));
        const other = consume("turns", second);
        await publish("turns", numbers(20));
        await waitFor("all to be taken", 30, () => first.length + second.length === 20);
        assert.deepEqual([first, second], [numbers(20), []]);
        await active.close();
        await publish("turns", numbers(5));
        await waitFor("the next to take over", 30, () => second.length === 5);
        await other.close();
    });

    it("maxPriority: what is urgent comes first, and otherwise what came first", async () => {
        await publish("urgent", ["a", "b"], 1);
        await publish("urgent", ["c", "d"], 5);
        assert.deepEqual(await takeAll("urgent"), ["c", "d", "a", "b"]);
    });

    it("maxLengthBytes: what is too much for a queue is in its dead letter queue, the oldest first", async () => {
        const letters = numbers(10).map((number) => number.repeat(300));
        await publish("heavy", letters);
        await has("heavy.dead-letters", 7);
        assert.deepEqual(await takeAll("heavy.dead-letters"), letters.slice(0, 7));
        assert.deepEqual(await takeAll("heavy"), letters.slice(7));
    });

    it("deliveryLimit: what fails too often is in the dead letter queue, which has no such limit", async () => {
        await publish("stubborn", ["one"]);
        await fail("stubborn", 4, "lost");
        await has("stubborn.dead-letters", 1);
        await fail("stubborn.dead-letters", 25, "lost");
        assert.deepEqual(await takeAll("stubborn.dead-letters"), ["one"]);
    });

    it("deadLetterLimits: the dead letter queue keeps the latest", async () => {
        await publish("stubborn", numbers(12));
        await fail("stubborn", 12, "refused");
        await has("stubborn", 0);
        await has("stubborn.dead-letters", 5);
        assert.deepEqual(await takeAll("stubborn.dead-letters"), numbers(12).slice(7));
    });

    it("deadLetterExchange: what is refused goes there, by the key that is given", async () => {
        await publish("routed", numbers(6));
        await fail("routed", 6, "refused");
        await has("late", 6);
        assert.deepEqual(await takeAll("late"), numbers(6));
    });

    it("messageTtlSeconds: what has waited for longer is in the dead letter queue", async () => {
        await publish("brief", numbers(3));
        await has("brief.dead-letters", 3);
        assert.equal(await count("brief"), 0);
    });

    it("initialGroupSize: stays what it is when it is applied again", async () => {
        await apply(declared);
        const listed = (await (await broker.ask("GET", "queues/%2F")).json()) as {
            name: string;
            arguments: { [key: string]: unknown };
        }[];
        const said = (name: string) => listed.find((queue) => queue.name === name)!.arguments;
        assert.equal(said("few")["x-quorum-initial-group-size"], 1);
        assert.equal(said("fewParts-1")["x-initial-cluster-size"], 1);
        await publish("few", numbers(3));
        assert.deepEqual(await takeAll("few"), numbers(3));
    });

    it("what a client's Secret has for it under declarations, it may declare, and that is equal", async () => {
        const { worker: keys } = declarationKeys(topologyDefaults(declared));
        const told = JSON.parse(keys!["declarations"]!) as ReturnType<typeof clientDeclarations>;
        const worker = new Connection(`amqp://worker-v1:worker@127.0.0.1:${broker.amqp}`);
        try {
            for (const { name: queue, durable, auto_delete: autoDelete, ...rest } of told.queues) {
                await worker.queueDeclare({ queue, durable, autoDelete, ...rest });
            }
            for (const { name: exchange, auto_delete: autoDelete, ...rest } of told.exchanges) {
                await worker.exchangeDeclare({ exchange, autoDelete, ...rest });
            }
            for (const { source, destination, routing_key, arguments: args } of told.bindings) {
                const binding = { exchange: source, queue: destination, routingKey: routing_key };
                await worker.queueBind({ ...binding, arguments: args });
            }
            await assert.rejects(
                worker.queueDeclare({ queue: "turns", durable: true }),
                /PRECONDITION_FAILED/,
            );
        } finally {
            await worker.close();
        }
        const { queues, exchanges, bindings } = told;
        assert.deepEqual([queues.length, exchanges.length, bindings.length], [6, 2, 1]);
        await apply(declared);
    });

    it("expiresSeconds: a queue that nobody has used for so long is gone, and one that is used stays", async () => {
        await apply({ queues: { left: { expiresSeconds: 2 }, used: { expiresSeconds: 2 } } });
        const consumer = consume("used", []);
        await waitFor("the queue to be gone", 60, async () => {
            const names = await broker.names("queues/%2F");
            return !names.includes("left");
        });
        assert.ok((await broker.names("queues/%2F")).includes("used"));
        await consumer.close();
    });
});
