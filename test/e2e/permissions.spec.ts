import assert from "node:assert/strict";

import { Connection } from "rabbitmq-client";

import { kubectl, secretValues } from "./kubernetes";
import { PortForward, portForward } from "./portForward";
import { namespace, ready } from "./shop";

describe("the users of workloads", () => {
    let forward: PortForward;
    const connections: Connection[] = [];

    before(async () => {
        await ready();
        forward = await portForward(namespace, "service/rabbitmq", 5672);
    });
    after(async () => {
        await Promise.all(connections.map((connection) => connection.close().catch(() => {})));
        await forward.close();
    });

    async function connectAs(client: string): Promise<Connection> {
        const name = await clientSecretName(client);
        const { username, password } = await secretValues(namespace, name);
        return connect(username!, password!);
    }

    function connect(username: string, password: string): Connection {
        const connection = new Connection({
            hostname: "127.0.0.1",
            port: forward.port,
            username,
            password,
            retryLow: 60_000,
        });
        connection.on("error", () => {});
        connections.push(connection);
        return connection;
    }

    it("let the producer publish to its queue, and to no other", async () => {
        const channel = await (await connectAs("orders-api")).acquire();
        channel.on("error", () => {});
        await channel.confirmSelect();
        await channel.basicPublish({ exchange: "orders", routingKey: "orders" }, "not json");
        await assert.rejects(
            channel.basicPublish({ exchange: "", routingKey: "orders.dead-letters" }, "x"),
            refused,
        );
    });

    it("do not let the producer read", async () => {
        const channel = await (await connectAs("orders-api")).acquire();
        channel.on("error", () => {});
        await assert.rejects(channel.basicGet({ queue: "orders" }), refused);
    });

    it("do not let the consumer write, declare or delete", async () => {
        const consumer = await connectAs("orders-worker");
        const forbidden: ((
            channel: Awaited<ReturnType<Connection["acquire"]>>,
        ) => Promise<unknown>)[] = [
            async (channel) => {
                await channel.confirmSelect();
                await channel.basicPublish({ exchange: "orders", routingKey: "orders" }, "x");
            },
            async (channel) => {
                await channel.confirmSelect();
                await channel.basicPublish({ exchange: "", routingKey: "orders" }, "x");
            },
            (channel) => channel.queueDeclare({ queue: "mine", durable: true }),
            (channel) => channel.queueDelete({ queue: "orders" }),
            (channel) => channel.exchangeDeclare({ exchange: "mine", type: "fanout" }),
            (channel) => channel.basicGet({ queue: "orders.dead-letters" }),
        ];
        for (const attempt of forbidden) {
            const channel = await consumer.acquire();
            channel.on("error", () => {});
            await assert.rejects(attempt(channel), refused);
        }
    });

    it("do not include guest", async () => {
        const guest = connect("guest", "guest");
        const error = await new Promise<Error>((resolve) => guest.on("error", resolve));
        assert.match(error.message, /ACCESS_REFUSED/);
    });
});

function refused(error: unknown): boolean {
    assert.match(String(error), /ACCESS_REFUSED|access.*refused/i);
    return true;
}

async function clientSecretName(client: string): Promise<string> {
    const path = `jsonpath={.spec.template.spec.containers[0].env[?(@.name=="AMQP_URL")].valueFrom.secretKeyRef.name}`;
    return kubectl("get", "deployment", "-n", namespace, client, "-o", path);
}
