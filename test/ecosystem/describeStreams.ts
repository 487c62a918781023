import assert from "node:assert/strict";

import type { Client } from "rabbitmq-stream-js-client";
import { Offset } from "rabbitmq-stream-js-client";

import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import { waitFor } from "../e2e/waitFor";
import type { ServedBroker } from "./protocolClients";
import { ClientSecret, streamClient } from "./protocolClients";

const numbers = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => String(from + index));

/** What consumers of streams rely on, with each message counted. */
export function describeStreams(broker: ServedBroker): void {
    const opened: { client: Client; secret: ClientSecret }[] = [];

    afterEach(async () => {
        for (const { client, secret } of opened.splice(0)) {
            // One whose way was cut cannot say goodbye.
            await client.close().catch(() => {});
            await secret.close();
        }
    });

    async function connect() {
        const secret = await ClientSecret.of(broker, "station");
        const client = await streamClient(secret);
        opened.push({ client, secret });
        return { client, secret };
    }

    it("continues a stream where a consumer that is gone had stored its offset", async () => {
        const { client } = await connect();
        const publisher = await client.declarePublisher({ stream: "history" });
        for (const text of numbers(0, 40)) {
            await publisher.send(Buffer.from(text));
        }
        await publisher.flush();

        const first = await connect();
        const seen: string[] = [];
        const reference = "auditor";
        const consumer = await first.client.declareConsumer(
            { stream: "history", consumerRef: reference, offset: Offset.first() },
            async ({ content, offset }) => {
                seen.push(content.toString());
                if (seen.length === 15) {
                    await consumer.storeOffset(offset);
                }
            },
        );
        const stored = await waitFor("the offset to be stored", 30, () =>
            client.queryOffset({ reference, stream: "history" }).catch(() => undefined),
        );
        await first.secret.close();

        const rest: string[] = [];
        await client.declareConsumer(
            { stream: "history", consumerRef: reference, offset: Offset.offset(stored + 1n) },
            ({ content }) => void rest.push(content.toString()),
        );
        await waitFor("the rest", 30, () => rest.length >= 25);
        assert.deepEqual([...seen.slice(0, 15), ...rest], numbers(0, 40));
    });

    it("spreads a super stream over its consumers, in order, and goes on when one of them is gone", async () => {
        const { client } = await connect();
        assert.deepEqual((await client.queryPartitions({ superStream: "trail" })).sort(), [
            "trail-0",
            "trail-1",
            "trail-2",
        ]);
        const one = await follow("trail");
        await waitFor(
            "the first to have all",
            30,
            async () => (await active()).length === 3,
            active,
        );
        const alone = await active();
        const other = await follow("trail");
        const shared = async () => {
            const now = await active();
            return now.length === 3 && !now.every((connection) => alone.includes(connection));
        };
        await waitFor("the second to have a part", 30, shared, active);

        const publisher = await client.declareSuperStreamPublisher(
            { superStream: "trail" },
            (content) => `key ${Number(content) % 10}`,
        );
        const publish = async (texts: string[]) => {
            for (const text of texts) {
                await publisher.send(Buffer.from(text), {});
            }
        };
        await publish(numbers(0, 60));
        const received = () => [...one.texts, ...other.texts];
        await waitFor("all messages", 30, () => received().length >= 60);
        assert.deepEqual(sorted(received()), numbers(0, 60));
        for (const { texts } of [one, other]) {
            assert.ok(texts.length > 0);
            for (const key of numbers(0, 10)) {
                const ofKey = texts.filter((text) => text.endsWith(key)).map(Number);
                assert.deepEqual(
                    ofKey,
                    [...ofKey].sort((a, b) => a - b),
                    `key ${key}`,
                );
            }
        }

        await one.secret.close();
        await publish(numbers(60, 120));
        await waitFor(
            "the other to have all that is new",
            60,
            () => numbers(60, 120).every((text) => other.texts.includes(text)),
            () => other.texts.length,
        );
    });

    async function follow(superStream: string) {
        const { client, secret } = await connect();
        const texts: string[] = [];
        await client.declareSuperStreamConsumer(
            { superStream, consumerRef: "readers", offset: Offset.first() },
            ({ content }) => void texts.push(content.toString()),
        );
        return { texts, secret };
    }

    /** The connections of the consumers that get messages now. */
    async function active(): Promise<string[]> {
        const columns = ["connection_pid", "active", "stream"];
        const listed = await rabbitMqCtl(
            broker.namespace,
            ...["list_stream_consumers", "-p", "devices", ...columns, "--formatter", "json"],
        );
        const rows = JSON.parse(listed) as { connection_pid: string; active: boolean }[];
        return rows.filter((row) => row.active).map((row) => String(row.connection_pid));
    }
}

function sorted(texts: string[]): string[] {
    return [...texts].sort((a, b) => Number(a) - Number(b));
}
