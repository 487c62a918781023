import assert from "node:assert/strict";

import { Provider } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { QueueConsumer, QueueProducer, RabbitMqBroker } from "../../../components/index";
import { runFailing, runProgram } from "../../harness";

const connection = { secretName: "amqp", namespace: "shop" };
const workload = { connection, queue: "orders", image: "shop/any:1.0" };
const producer = (name: string, opts?: pulumi.ComponentResourceOptions) =>
    new QueueProducer(name, workload, opts);
const consumer = (name: string, opts?: pulumi.ComponentResourceOptions) =>
    new QueueConsumer(name, workload, opts);
const broker = (name: string, client = "api") =>
    new RabbitMqBroker(name, {
        namespace: "shop",
        queues: { orders: {} },
        clients: { [client]: { publishesTo: ["orders"] } },
    });

describe("Components whose objects would clash", () => {
    const clashes: [what: string, program: () => unknown, reason: RegExp][] = [
        [
            "a producer and a consumer of one name",
            () => [producer("orders"), consumer("orders")],
            /^QueueConsumer "orders" has 1 problem:\n {2}name is "orders"; .* QueueProducer "orders" has it in the namespace shop: rename/,
        ],
        [
            "a broker and a consumer of one name",
            () => [broker("orders"), consumer("orders")],
            /RabbitMqBroker "orders" has it/,
        ],
        [
            "a producer with the name of a broker's Job",
            () => [producer("rabbitmq-topology"), broker("rabbitmq")],
            /name is "rabbitmq-topology"; .* QueueProducer "rabbitmq-topology" has it/,
        ],
        [
            "two brokers whose clients' Secrets have one name",
            () => [broker("a", "b-c"), broker("a-b", "c")],
            /name is "Secret a-b-c-v1"; .* RabbitMqBroker "a" has it/,
        ],
    ];
    for (const [what, program, reason] of clashes) {
        it(`are refused: ${what}`, async () => {
            assert.match((await runFailing(program)).error.message, reason);
        });
    }

    it("are fine in two clusters", async () => {
        await runProgram(() => {
            producer("orders");
            consumer("orders", { provider: new Provider("other") });
        });
    });
});
