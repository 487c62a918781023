import assert from "node:assert/strict";

import { Connection } from "rabbitmq-client";

import { pods } from "./kubernetes";
import { underLoad } from "./load";
import { loginOf } from "./login";
import { managementRequest } from "./managementApi";
import { portForward } from "./portForward";
import { killProgram } from "./processes";
import { messagesIn } from "./rabbitMqCtl";
import { apply, configuration, namespace, ready } from "./shop";
import { waitFor } from "./waitFor";

describe("no confirmed message is lost when", () => {
    before(ready);

    it("a consumer is killed in the middle of messages, which others then process", async () => {
        const slow = configuration();
        slow.consumers["orders-worker"]!.env = { LOG_LEVEL: "debug", HANDLER_MILLISECONDS: "100" };
        await apply(slow);
        try {
            await underLoad("a consumer is killed in the middle of messages", async () => {
                const [consumer] = await pods(namespace, "consumer");
                killProgram(consumer!, "node");
            });
        } finally {
            await apply();
        }
    });

    it("the producer is killed and started again", async () => {
        await underLoad("the producer is killed", async () => {
            const [producer] = await pods(namespace, "producer");
            killProgram(producer!, "node");
        });
    });

    it("a message cannot be processed: it ends among the dead letters, and the queue moves on", async () => {
        const before = await deadLetters();
        await underLoad("a message cannot be processed", async () => {
            await publish("this is not JSON");
            await waitFor("the dead letter", 60, async () => (await deadLetters()) === before + 1);
        });
    });

    it("a dead letter is looked at and put back more often than RabbitMQ would let it", async () => {
        const before = await deadLetters();
        assert.ok(before > 0, "the dead letter of the test before");
        const management = await portForward(namespace, "service/rabbitmq", 15672);
        const administrator = await loginOf(namespace, "administrator");
        const look = { count: 1, ackmode: "reject_requeue_true", encoding: "auto" };
        for (let time = 0; time < 25; time++) {
            const path = "queues/%2F/orders.dead-letters/get";
            const seen = await managementRequest(
                management.port,
                administrator,
                "POST",
                path,
                look,
            );
            assert.equal(((await seen.json()) as unknown[]).length, 1, `look ${time}`);
        }
        await management.close();
        assert.equal(await deadLetters(), before);
    });

    function deadLetters(): Promise<number> {
        return messagesIn(namespace, "orders.dead-letters");
    }

    async function publish(body: string): Promise<void> {
        const forward = await portForward(namespace, "service/rabbitmq", 5672);
        const connection = new Connection({
            hostname: "127.0.0.1",
            port: forward.port,
            ...(await loginOf(namespace, "orders-api")),
        });
        const publisher = connection.createPublisher({ confirm: true });
        await publisher.send(
            { exchange: "orders", routingKey: "orders", messageId: "poison" },
            body,
        );
        await publisher.close();
        await connection.close();
        await forward.close();
    }
});
