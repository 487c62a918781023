import assert from "node:assert/strict";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import { QueueType } from "../../components/index";
import type { TopologyArgs } from "../../components/topology/arguments";
import { BrokerWithoutCluster } from "../e2e/brokerWithoutCluster";
import type { ReferenceWorkload } from "../e2e/referenceProcesses";
import { ReferenceWorkloads } from "../e2e/referenceProcesses";
import { waitFor } from "../e2e/waitFor";
import { publish } from "./publish";

const virtualHost = "a newsroom";
const declared: TopologyArgs = {
    virtualHosts: {
        [virtualHost]: {
            queues: {
                history: { type: QueueType.Stream },
                trail: { type: QueueType.Stream, partitions: 3 },
            },
        },
    },
    clients: {
        reporter: { virtualHost, publishesTo: ["history", "trail"] },
        auditor: { virtualHost, consumesFrom: ["history", "trail"] },
    },
};

describe("The reference consumer of streams", () => {
    const broker = new BrokerWithoutCluster();
    const workloads = new ReferenceWorkloads();

    before(async () => {
        await Promise.all([broker.start(), workloads.build()]);
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, declared);
        assert.equal(exitCode, 0, all);
    });
    after(async () => {
        await workloads.stop();
        await broker.stop();
    });

    const address = (scheme: string, client: string, port: number) =>
        `${scheme}://${client}-v1:${client}@127.0.0.1:${port}/${encodeURIComponent(virtualHost)}`;

    /** The ids of this many messages, by one key. */
    async function produce(exchange: string, key: string, messages: number): Promise<string[]> {
        const reporter = await workloads.start("producer", {
            AMQP_URL: address("amqp", "reporter", broker.amqp),
            ...{ EXCHANGE: exchange, ROUTING_KEY: key },
            ...{ MESSAGE_COUNT: String(messages), MESSAGES_PER_SECOND: "500" },
        });
        assert.equal(await reporter.ended(), 0, reporter.log);
        return reporter.logged("confirmed");
    }

    function publishWithoutId(exchange: string): Promise<void> {
        const to = { exchange, routingKey: exchange };
        const reporter = address("amqp", "reporter", broker.amqp);
        return publish(reporter, [{ to, body: "no JSON" }]);
    }

    function follow(stream: string, more: { [name: string]: string } = {}) {
        return workloads.start("streamConsumer", {
            STREAM_URL: address("rabbitmq-stream", "auditor", broker.stream),
            ...{ QUEUE: stream, STREAM_CONSUMER_NAME: "auditor", HANDLER_MILLISECONDS: "5" },
            ...more,
        });
    }

    it("continues behind the offset that it stored last: after a kill, what it did since then comes again, and nothing else", async () => {
        const published = await produce("history", "history", 400);
        const killed = await follow("history", { STREAM_STORE_EVERY: "30" });
        await waitFor("some work", 60, () => done(killed).length >= 100);
        await killed.ended("SIGKILL");
        const repeated = await doneSinceStored(killed, "history");
        const next = await follow("history");
        await waitForAll(published, killed, next);
        assert.deepEqual(doneTwice(killed, next), repeated);
        assert.ok(repeated.length < 60, String(repeated.length));
        assert.equal(await next.ended("SIGTERM"), 0, next.log);
    });

    it("repeats nothing after an orderly end", async () => {
        const first = await follow("history");
        const published = await produce("history", "history", 300);
        await waitFor("some work", 60, () => done(first).length >= 100);
        assert.equal(await first.ended("SIGTERM"), 0, first.log);
        const next = await follow("history");
        await waitForAll(published, first, next);
        assert.deepEqual(doneTwice(first, next), []);
        assert.ok(done(first).length < 300);
        await next.ended("SIGTERM");
    });

    it("shares the parts of a super stream, hands one over without doing anything twice, and takes over from one that is killed", async () => {
        const first = await follow("trail");
        await waitFor("its turn", 60, () => first.logged("reading", "stream").length === 3);
        const publishing = ["0", "1", "2"].map((key) => produce("trail", key, 500));
        await waitFor("some work", 60, () => done(first).length >= 50);
        const second = await follow("trail", { STREAM_STORE_EVERY: "20" });
        await waitFor("work of both", 60, () => second.logged("stored").length >= 2);
        const [shared, ...others] = first.logged("paused", "stream");
        assert.deepEqual(others, []);
        assert.deepEqual(doneTwice(first, second), []);

        await second.ended("SIGKILL");
        await waitForAll((await Promise.all(publishing)).flat(), first, second);
        const begun = first.logged("reading", "stream").lastIndexOf(shared!);
        const from = Number(first.logged("reading", "from")[begun]);
        assert.ok(from > Number(second.logged("stored", "offset").at(-1)));
        assert.deepEqual(
            doneTwice(first, second),
            done(second).filter((position) => offsetOf(position) >= from),
        );
        assert.equal(await first.ended("SIGTERM"), 0, first.log);
    });

    it("comes back when its connections are lost, does nothing twice, and passes over what it cannot read", async () => {
        const reader = await follow("history");
        await waitFor("its turn", 60, () => reader.logged("reading", "stream").length === 1);
        const published = [await produce("history", "history", 100)];
        const members = "pg_local:get_members(rabbit_stream_connections)";
        await waitFor("some work", 60, () => done(reader).length >= 20);
        await broker.ctl("eval", `[exit(P, kill) || P <- ${members}].`);
        await publishWithoutId("history");
        published.push(await produce("history", "history", 100));
        await waitForAll(published.flat(), reader);
        assert.equal(reader.logged("reading", "stream").length, 2);
        assert.equal(new Set(done(reader)).size, done(reader).length);
        assert.deepEqual(reader.logged("passed-over", "reason"), ["no message id"]);
        assert.equal(await reader.ended("SIGTERM"), 0, reader.log);
    });

    async function waitForAll(published: string[], ...readers: ReferenceWorkload[]): Promise<void> {
        const ids = () => new Set(readers.flatMap((reader) => reader.logged("consumed")));
        const missing = () => published.filter((id) => !ids().has(id));
        await waitFor("all to be done", 60, () => missing().length === 0, missing);
    }

    /** What the reader of one stream, which is gone, had done behind the offset that the broker keeps. */
    async function doneSinceStored(reader: ReferenceWorkload, stream: string): Promise<string[]> {
        const stored = await storedOffset(stream);
        return done(reader).filter((position) => offsetOf(position) > stored);
    }

    async function storedOffset(stream: string): Promise<number> {
        const listed = await broker.streams(
            ...["list_stream_tracking", stream, "--vhost", virtualHost, "--offset"],
            ...["--formatter", "json", "--silent"],
        );
        const [{ tracking_value: offset }] = JSON.parse(listed) as [{ tracking_value: number }];
        return offset;
    }
});

/** Stream and offset of each message that a reader has done, in the order in which it did them. */
function done(reader: ReferenceWorkload): string[] {
    const offsets = reader.logged("consumed", "offset");
    return reader.logged("consumed", "stream").map((stream, at) => `${stream} ${offsets[at]}`);
}

function offsetOf(position: string): number {
    return Number(position.split(" ")[1]);
}

function doneTwice(first: ReferenceWorkload, second: ReferenceWorkload): string[] {
    const bySecond = new Set(done(second));
    return done(first).filter((position) => bySecond.has(position));
}
