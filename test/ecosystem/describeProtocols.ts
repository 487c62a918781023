import assert from "node:assert/strict";
import { once } from "node:events";

import type { Client as StompClient } from "@stomp/stompjs";
import type { MqttClient } from "mqtt";
import type { Connection } from "rabbitmq-client";
import type { Client as StreamClient } from "rabbitmq-stream-js-client";
import { Offset } from "rabbitmq-stream-js-client";
import type { Connection as Amqp10Connection, EventContext } from "rhea";

import { kubectl } from "../e2e/kubernetes";
import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import { waitFor } from "../e2e/waitFor";
import type { ServedBroker } from "./protocolClients";
import {
    amqp10Client,
    amqpClient,
    ClientSecret,
    mqttClient,
    stompClient,
    streamClient,
} from "./protocolClients";

const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);

/** The clients of a broker that speaks every protocol: each exchanges messages with one that speaks AMQP, and no more than it may. */
export function describeProtocols(broker: ServedBroker): void {
    let station: ClientSecret;
    let sensor: ClientSecret;
    let reader: ClientSecret;
    let amqp: Connection;
    /** Unclosed, they would keep the process alive after a test that failed. */
    const streamClients: StreamClient[] = [];

    before(async () => {
        station = await ClientSecret.of(broker, "station");
        sensor = await ClientSecret.of(broker, "sensor");
        reader = await ClientSecret.of(broker, "reader");
        amqp = await amqpClient(station);
    });
    afterEach(async () => {
        await Promise.all(streamClients.splice(0).map((client) => client.close()));
    });
    after(async () => {
        // An orderly end would wait for what a failed test has left open.
        amqp.unsafeDestroy();
        await Promise.all([station, sensor, reader].map((secret) => secret.close()));
    });

    for (const variable of ["MQTT_URL", "WEB_MQTT_URL"] as const) {
        it(`exchanges messages with a client of MQTT by ${variable}`, async () => {
            const clientId = `sensor.${variable}`;
            const client = await mqttClient(sensor, variable, { clientId });
            const received = collect<Buffer>(client, "message", (_topic, payload) => payload);
            await client.subscribeAsync("commands/+/light", { qos: 1 });
            await publishAll(amqp, "amq.topic", "commands.kitchen.light");
            await waitForAll(received);
            for (const text of texts) {
                await client.publishAsync("sensors/kitchen/heat", text, { qos: 1 });
            }
            assert.deepEqual(await takeAll(amqp, "readings"), texts);
            await client.endAsync();
        });
    }

    it("keeps for a client of MQTT what comes while it is away, in a quorum queue", async () => {
        const session = {
            clientId: "sensor.kept",
            clean: false,
            properties: { sessionExpiryInterval: 300 },
        };
        const away = await mqttClient(sensor, "MQTT_URL", session);
        await away.subscribeAsync("commands/kitchen/light", { qos: 1 });
        await away.endAsync();
        await publishAll(amqp, "amq.topic", "commands.kitchen.light");
        const listed = ["list_queues", "-p", "devices", "name", "type", "--silent"];
        const queues = await rabbitMqCtl(broker.namespace, ...listed);
        assert.match(queues, /^mqtt-subscription-sensor\.keptqos1\tquorum$/m);

        const received: string[] = [];
        const back = await mqttClient(sensor, "MQTT_URL", session, (client) =>
            client.on("message", (_topic, payload) => received.push(payload.toString())),
        );
        await waitForAll(received);
        await back.endAsync(false, { properties: { sessionExpiryInterval: 0 } });
    });

    it("lets a client of MQTT do nothing else: it is disconnected, or refused", async () => {
        const refused: [string, (client: MqttClient) => Promise<unknown>][] = [
            ["publish sensors/kitchen/light", (client) => publish(client, "sensors/kitchen/light")],
            ["publish sensors/heat", (client) => publish(client, "sensors/heat")],
            ["publish commands/kitchen", (client) => publish(client, "commands/kitchen")],
            ...["#", "commands/#", "sensors/kitchen/heat"].map(
                (topic): [string, (client: MqttClient) => Promise<unknown>] => [
                    `subscribe to ${topic}`,
                    (client) => client.subscribeAsync(topic, { qos: 1 }),
                ],
            ),
        ];
        for (const [what, attempt] of refused) {
            const client = await mqttClient(sensor, "MQTT_URL", { clientId: "sensor.refused" });
            const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
            const outcome = await Promise.race([
                attempt(client).then(
                    () => "done",
                    (error: Error) => String(error),
                ),
                closed.then(() => "closed"),
            ]);
            assert.match(outcome, /^closed$|Not authorized/, what);
            await client.endAsync(true);
        }
        const client = await mqttClient(sensor, "MQTT_URL", { clientId: "sensors.1" });
        await assert.rejects(
            client.subscribeAsync("commands/kitchen/light", { qos: 1 }),
            /Not authorized/,
            "with an id of another client's",
        );
        await client.endAsync(true);
        const { username } = sensor.values;
        await assert.rejects(
            mqttClient(sensor, "MQTT_URL", { clientId: "sensor.1", username }),
            /authoriz|denied|refused/i,
            "the virtual host /",
        );
    });

    for (const variable of ["STOMP_URL", "WEB_STOMP_URL"] as const) {
        it(`exchanges messages with a client of STOMP by ${variable}`, async () => {
            const client = await stompClient(station, variable);
            for (const body of texts) {
                client.publish({
                    destination: "/exchange/tasks/tasks",
                    body,
                    headers: { persistent: "true" },
                });
            }
            assert.deepEqual(await takeAll(amqp, "tasks"), texts);
            await publishAll(amqp, "tasks", "tasks");
            const received: string[] = [];
            client.subscribe(
                "/amq/queue/tasks",
                (message) => {
                    received.push(message.body);
                    message.ack();
                },
                { ack: "client-individual" },
            );
            await waitForAll(received);
            await client.deactivate();
        });
    }

    it("lets a client of STOMP do nothing else", async () => {
        const refused: [string, (client: StompClient) => void][] = [
            ["/queue/tasks", send],
            ["/amq/queue/secrets", send],
            ["/topic/sensors.kitchen.heat", send],
            ["/exchange/amq.topic/sensors.kitchen.heat", send],
            ["/queue/tasks", subscribe],
            ["/amq/queue/secrets", subscribe],
            ["/topic/commands", subscribe],
            ["/exchange/amq.topic/#", subscribe],
        ].map(([destination, attempt]) => [
            `${(attempt as typeof send).name} ${destination as string}`,
            (client) => (attempt as typeof send)(client, destination as string),
        ]);
        for (const [what, attempt] of refused) {
            const client = await stompClient(station, "STOMP_URL");
            const error = new Promise<string>((resolve) => {
                client.onStompError = ({ headers, body }) =>
                    resolve(`${headers["message"]} ${body}`);
                client.onUnhandledReceipt = () => resolve("done");
            });
            attempt(client);
            const outcome = await error;
            assert.match(outcome, /access_refused/, what);
            await client.deactivate({ force: true });
        }
    });

    it("exchanges messages with a client of the stream protocol, on the node that the cluster's DNS knows", async () => {
        const client = await streamClient(station);
        streamClients.push(client);
        const { namespace } = broker;
        const [log] = await client.queryMetadata({ streams: ["log"] });
        const node = `rabbitmq-0.rabbitmq-nodes.${namespace}.svc`;
        assert.deepEqual([log!.leader?.host, log!.leader?.port], [node, 5551]);
        assert.equal(await addressOf(namespace, node), await podAddress(namespace));

        const publisher = await client.declarePublisher({ stream: "log" });
        for (const text of texts) {
            await publisher.send(Buffer.from(text));
        }
        await publisher.flush();
        const consumer = amqp.createConsumer(
            {
                queue: "log",
                queueOptions: { passive: true },
                qos: { prefetchCount: 100 },
                arguments: { "x-stream-offset": "first" },
            },
            (message) => void received.push(Buffer.from(message.body as Buffer).toString()),
        );
        const received: string[] = [];
        await waitForAll(received);
        await consumer.close();

        await publishAll(amqp, "log", "log");
        const streamed: string[] = [];
        await client.declareConsumer(
            { stream: "log", offset: Offset.first() },
            (message) => void streamed.push(message.content.toString()),
        );
        await waitForAll(streamed, [...texts, ...texts]);
    });

    it("lets a client of the stream protocol do nothing else", async () => {
        const client = await streamClient(reader);
        streamClients.push(client);
        const refused: [string, () => Promise<unknown>][] = [
            ["create", () => client.createStream({ stream: "mine" })],
            ["delete", () => client.deleteStream({ stream: "log" })],
            ["publish", () => client.declarePublisher({ stream: "log" })],
            [
                "consume",
                () =>
                    client.declareConsumer({ stream: "secrets", offset: Offset.first() }, () => {}),
            ],
        ];
        for (const [what, attempt] of refused) {
            const outcome = await attempt().then(
                () => "done",
                (error: Error) => String(error),
            );
            assert.match(outcome, /code 16|not found/, what);
        }
    });

    it("exchanges messages with a client of AMQP 1.0", async () => {
        const client = await amqp10Client(station);
        const sender = client.open_sender("/exchanges/tasks/tasks");
        await once(sender, "sendable");
        const accepted = collect<unknown>(sender, "accepted", () => "");
        texts.forEach((body) => sender.send({ body: Buffer.from(body) as never, durable: true }));
        await waitFor("all to be accepted", 30, () => accepted.length === texts.length);
        assert.equal((await takeAll(amqp, "tasks")).length, texts.length);
        await publishAll(amqp, "tasks", "tasks");
        const receiver = client.open_receiver("/queues/tasks");
        const received = collect<unknown>(receiver, "message", (context: EventContext) =>
            bodyOf(context),
        );
        await waitForAll(received);
        client.close();
    });

    it("lets a client of AMQP 1.0 do nothing else", async () => {
        const refused: [string, (client: Amqp10Connection) => void][] = [
            ["send to /queues/tasks", (client) => sendTo(client, "/queues/tasks")],
            ["send to a topic", (client) => sendTo(client, "/exchanges/amq.topic/sensors.x")],
            ["receive secrets", (client) => void client.open_receiver("/queues/secrets")],
        ];
        for (const [what, attempt] of refused) {
            const client = await amqp10Client(station);
            const error = new Promise<string>((resolve) => {
                for (const event of ["session_error", "sender_error", "receiver_error"]) {
                    client.on(event, (context: EventContext) => {
                        const { session, sender, receiver } = context;
                        resolve(JSON.stringify((sender ?? receiver ?? session)?.error));
                    });
                }
                client.on("accepted", () => resolve("done"));
            });
            attempt(client);
            const outcome = await error;
            assert.match(outcome, /amqp:unauthorized-access/, what);
            client.close();
        }
    });
}

function send(client: StompClient, destination: string): void {
    client.publish({ destination, body: "no", headers: { receipt: "r" } });
}

function subscribe(client: StompClient, destination: string): void {
    client.subscribe(destination, () => {}, { receipt: "r" });
}

function publish(client: MqttClient, topic: string): Promise<unknown> {
    return client.publishAsync(topic, "no", { qos: 1 });
}

function sendTo(client: Amqp10Connection, address: string): void {
    const sender = client.open_sender(address);
    sender.once("sendable", () => sender.send({ body: "no" }));
}

function bodyOf({ message }: EventContext): string {
    const body = message!.body as { content: Buffer } | string;
    return typeof body === "string" ? body : body.content.toString();
}

/** What an emitter announces from now on. */
function collect<T>(
    emitter: { on: (event: never, listener: never) => unknown },
    event: string,
    take: (...args: never[]) => T,
): string[] {
    const found: string[] = [];
    const listener = (...args: never[]) => found.push(String(take(...args)));
    emitter.on(event as never, listener as never);
    return found;
}

async function publishAll(amqp: Connection, exchange: string, routingKey: string): Promise<void> {
    const publisher = amqp.createPublisher({ confirm: true });
    for (const text of texts) {
        await publisher.send({ exchange, routingKey, mandatory: true, durable: true }, text);
    }
    await publisher.close();
}

/** Each message of a queue, until all have come. */
async function takeAll(amqp: Connection, queue: string): Promise<string[]> {
    const taken: string[] = [];
    await waitFor(`all of ${queue}`, 30, async () => {
        for (;;) {
            const message = await amqp.basicGet({ queue, noAck: true });
            if (message === undefined) {
                return taken.length >= texts.length;
            }
            taken.push(String(message.body));
        }
    });
    return taken;
}

async function waitForAll(received: string[], expected = texts): Promise<void> {
    await waitFor(
        "every message",
        30,
        () => received.length >= expected.length,
        () => `${received.length} of ${expected.length}`,
    );
    assert.deepEqual(received, expected);
}

async function addressOf(namespace: string, name: string): Promise<string> {
    const entry = await kubectl(
        ...["exec", "-n", namespace, "rabbitmq-0", "-c", "rabbitmq", "--", "getent", "hosts", name],
    );
    return entry.split(/\s/)[0]!;
}

function podAddress(namespace: string): Promise<string> {
    return kubectl("get", "pod", "-n", namespace, "rabbitmq-0", "-o", "jsonpath={.status.podIP}");
}
