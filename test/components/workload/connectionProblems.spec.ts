import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { AmqpConnection, QueueConsumerArgs } from "../../../components/index";
import { QueueConsumer, QueueProducer } from "../../../components/index";
import { destinationProblems } from "../../../components/workload/connectionProblems";
import { consumerProblems } from "../../../components/workload/queueConsumer";
import { runFailing, runProgram } from "../../harness";
import { problemLines } from "../problemLines";

const connection: AmqpConnection = { secretName: "amqp", client: "orders-api" };

describe("destinationProblems", () => {
    const limited = { ...connection, publishesTo: ["orders", "events"] };
    const found = (name: string | undefined, given: AmqpConnection) =>
        problemLines(destinationProblems("queue", name, given, "publishesTo"));

    it("take what the client may use, and nothing at all", () => {
        assert.deepEqual(found("orders", limited), []);
        assert.deepEqual(found(undefined, limited), []);
    });

    it("refuse what the client may not use", () => {
        assert.deepEqual(found("order", limited), [
            'queue is "order"; allowed: events, orders. ' +
                "Add it to publishesTo of the client orders-api, or correct the name.",
        ]);
        assert.deepEqual(found("order", { ...limited, publishesTo: [] }), [
            'queue is "order"; allowed: nothing. ' +
                "Add it to publishesTo of the client orders-api, or correct the name.",
        ]);
    });

    it("take anything when the connection names no rights", () => {
        assert.deepEqual(found("order", connection), []);
    });
});

describe("A connection that another stack hands over", () => {
    const limited = { ...connection, publishesTo: ["orders"], consumesFrom: ["orders"] };
    const image = "shop/any:1.0";
    const consumer = (queue: string) =>
        new QueueConsumer("worker", { connection: pulumi.output(limited), queue, image });
    const producer = (queue: string) =>
        new QueueProducer("api", { connection: Promise.resolve(limited), queue, image });

    it("is checked as soon as it is known, in the preview", async () => {
        for (const program of [() => consumer("ordres"), () => producer("ordres")]) {
            const { error } = await runFailing(program, { preview: true });
            assert.match(error.message, /has 1 problem:\n {2}queue is "ordres"; allowed: orders/);
        }
    });

    it("is refused in the preview where the other stack has no such output", async () => {
        const none = pulumi.output(undefined) as unknown as pulumi.Output<AmqpConnection>;
        const program = () => new QueueConsumer("worker", { connection: none, queue: "a", image });
        const { error } = await runFailing(program, { preview: true });
        assert.match(error.message, /has 1 problem:\n {2}connection is undefined; allowed: a/);
    });

    it("is taken where it allows what is asked for", async () => {
        const { resources } = await runProgram(() => [consumer("orders"), producer("orders")]);
        assert.ok(resources.length > 0);
    });
});

describe("What a consumer holds unacknowledged", () => {
    const lines = (args: Partial<QueueConsumerArgs>, more: Partial<AmqpConnection> = {}) =>
        problemLines(
            consumerProblems("worker", {
                connection: { ...connection, ...more },
                queue: "orders",
                image: "shop/worker:1.0",
                ...args,
            }),
        );

    it("may take as long as the broker waits for an acknowledgement: half an hour", () => {
        assert.deepEqual(lines({ prefetch: 60, secondsPerMessage: 30 }), []);
    });

    it("is refused when it takes longer, with the prefetch that fits", () => {
        assert.deepEqual(lines({ prefetch: 61, secondsPerMessage: 30 }), [
            "prefetch is 61; allowed: at most 60. " +
                "The queue takes back what is held for 1800 s, and the last of them would be held for 1830 s: " +
                "lower prefetch, or set consumerTimeoutSeconds of the queue.",
        ]);
    });

    it("is refused when one message alone takes longer", () => {
        assert.deepEqual(lines({ prefetch: 1, secondsPerMessage: 3600 }), [
            "secondsPerMessage is 3600; allowed: at most 1800. " +
                "The queue takes back what is held for 1800 s, and the last of them would be held for 3600 s: " +
                "set consumerTimeoutSeconds of the queue.",
        ]);
    });

    it("may take longer where the queue says so, or takes nothing back", () => {
        const long = { prefetch: 2, secondsPerMessage: 3600 };
        assert.deepEqual(lines(long, { consumerTimeouts: { orders: 7200 } }), []);
        assert.deepEqual(lines(long, { consumerTimeouts: { orders: 0 } }), []);
        assert.equal(lines(long, { consumerTimeouts: { others: 7200 } }).length, 1);
        assert.equal(lines({ prefetch: 61 }, { consumerTimeouts: { orders: 60 } }).length, 1);
    });
});
