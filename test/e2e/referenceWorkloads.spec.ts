import assert from "node:assert/strict";

import type { AsyncMessage } from "rabbitmq-client";
import { Connection } from "rabbitmq-client";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import type { TopologyArgs } from "../../components/topology/arguments";
import { allowed, replying } from "./accessAttempts";
import { BrokerWithoutCluster } from "./brokerWithoutCluster";
import { ReferenceWorkloads } from "./referenceProcesses";
import { waitFor } from "./waitFor";

const virtualHost = "desk";
const declared: TopologyArgs = {
    virtualHosts: {
        desk: {
            queues: {
                ...{ questions: {}, tasks: {}, results: {}, news: {}, letters: {} },
                holds: { consumerTimeoutSeconds: 60 },
            },
            exchanges: { events: {} },
        },
    },
    clients: {
        asker: { virtualHost, publishesTo: ["questions"], receivesReplies: true },
        "other-asker": { virtualHost, receivesReplies: true },
        client: { virtualHost, publishesTo: ["tasks", "letters", "holds"] },
        worker: {
            ...{ virtualHost, consumesFrom: ["questions", "tasks"], publishesTo: ["results"] },
            repliesTo: ["asker"],
        },
        reporter: { virtualHost, publishesTo: ["events"] },
        archive: { virtualHost, consumesFrom: ["results", "letters", "holds"] },
    },
};

/** What the components tell the containers of these clients. */
const told = {
    asker: {
        ...{ EXCHANGE: "questions", ROUTING_KEY: "questions" },
        ...{ REPLY_EXCHANGE: "asker.replies", REPLY_QUEUE_PREFIX: "asker.own." },
    },
    client: { EXCHANGE: "tasks", ROUTING_KEY: "tasks" },
    worker: {
        QUEUES: "questions,tasks",
        ...{ RESULT_EXCHANGE: "results", RESULT_ROUTING_KEY: "results" },
    },
    reporter: { EXCHANGE: "events", ROUTING_KEY: "news.local" },
    archive: { QUEUE: "results" },
};

describe("The reference workloads", () => {
    const broker = new BrokerWithoutCluster();
    const workloads = new ReferenceWorkloads();
    const opened: Connection[] = [];

    before(async () => {
        await Promise.all([broker.start(), workloads.build()]);
        await apply(declared);
        await holdAMessage();
    });
    after(async () => {
        opened.forEach((connection) => connection.unsafeDestroy());
        await workloads.stop();
        await broker.stop();
    });

    async function apply(args: TopologyArgs): Promise<void> {
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, args);
        assert.equal(exitCode, 0, all);
    }

    /** What goes through the channels that this user has now gets no answer any more. */
    async function silence(user: string): Promise<void> {
        const of = `lists:member({user,<<"${user}">>}, rabbit_channel:info(C, [user]))`;
        await broker.ctl("eval", `[sys:suspend(C) || C <- rabbit_channel:list_local(), ${of}].`);
    }

    const url = (client: string) =>
        `amqp://${client}-v1:${client}@127.0.0.1:${broker.amqp}/${virtualHost}`;

    function connectAs(client: string): Connection {
        const connection = new Connection({ url: url(client), retryLow: 60_000 });
        connection.on("error", () => {});
        opened.push(connection);
        return connection;
    }

    function start(client: keyof typeof told, more: { [name: string]: string } = {}) {
        const kind = client === "worker" || client === "archive" ? "consumer" : "producer";
        return workloads.start(kind, { AMQP_URL: url(client), ...told[client], ...more });
    }
    const batch = (messages: number) => ({
        MESSAGE_COUNT: String(messages),
        MESSAGES_PER_SECOND: "500",
    });

    /** Whether what the first consumer gets and never acknowledges had been delivered before when the second gets it. */
    const redelivered: boolean[] = [];
    async function holdAMessage(): Promise<void> {
        const holds = { EXCHANGE: "holds", ROUTING_KEY: "holds", MESSAGE_COUNT: "1" };
        assert.equal(await (await start("client", holds)).ended(), 0);
        const consume = (handle: (message: AsyncMessage) => Promise<void>) =>
            connectAs("archive").createConsumer(
                { queue: "holds", queueOptions: { passive: true }, qos: { prefetchCount: 1 } },
                handle,
            );
        await new Promise<void>((got) => {
            consume(() => {
                got();
                return new Promise(() => {});
            }).on("error", () => {});
        });
        consume((message) => {
            redelivered.push(message.redelivered);
            return Promise.resolve();
        });
    }

    it("answer each request once, and to whoever asked", async () => {
        const worker = await start("worker");
        const askers = [await start("asker", batch(200)), await start("asker", batch(200))];
        for (const asker of askers) {
            assert.equal(await asker.ended(), 0, asker.log);
            const answered = asker.logged("answered", "request");
            assert.deepEqual(answered.sort(), asker.logged("confirmed").sort());
            assert.equal(new Set(answered).size, 200);
        }
        assert.equal(await worker.ended("SIGTERM"), 0);
    });

    it("publish one result of each message of several queues, though a worker is killed at its work", async () => {
        const slow = { HANDLER_MILLISECONDS: "20", CONCURRENCY: "5" };
        const killed = await start("worker", slow);
        const client = await start("client", batch(300));
        assert.equal(await client.ended(), 0, client.log);
        await waitFor("some work", 30, () => killed.logged("consumed").length >= 50);
        await killed.ended("SIGKILL");
        await start("worker");
        const archive = await start("archive");
        const results = () => new Set(archive.logged("consumed"));
        await waitFor(
            "a result of each",
            60,
            () => results().size >= 700,
            () => results().size,
        );
        const ofTasks = client.logged("confirmed").map((id) => `${id}-result`);
        assert.deepEqual(
            ofTasks.filter((id) => !results().has(id)),
            [],
        );
        assert.equal(results().size, 700);
    });

    it("publish again on another connection what is never confirmed, whatever hangs there", async () => {
        const limit = { CONFIRM_TIMEOUT_SECONDS: "3" };
        const letters = { EXCHANGE: "letters", ROUTING_KEY: "letters" };
        const archive = await start("archive", { QUEUE: "letters" });
        const client = await start("client", {
            ...{ ...limit, ...letters, ...batch(300), MESSAGES_PER_SECOND: "20" },
        });
        await waitFor("some to be confirmed", 30, () => client.logged("confirmed").length >= 20);
        await silence("client-v1");
        assert.equal(await client.ended(), 0, client.log);
        assert.equal(client.logged("connection-abandoned", "reason").length, 1);
        assert.equal(client.logged("confirmed").length, 300);
        const consumed = () => new Set(archive.logged("consumed")).size;
        await waitFor("all to be consumed", 30, () => consumed() === 300, consumed);
    });

    it("keep what no queue takes, and publish it once there is one", async () => {
        const reporter = await start("reporter", batch(50));
        const unroutable = () => new Set(reporter.logged("unroutable"));
        await waitFor("all to be returned", 30, () => unroutable().size === 50);
        assert.deepEqual(reporter.logged("confirmed"), []);

        const { queues, exchanges } = declared.virtualHosts!["desk"]!;
        const news = { exchange: "events", queue: "news", routingKey: "news.#" };
        await apply({
            ...declared,
            virtualHosts: { desk: { queues, exchanges, bindings: { news } } },
        });
        assert.equal(await reporter.ended(), 0, reporter.log);
        assert.deepEqual(new Set(reporter.logged("confirmed")), unroutable());
        assert.equal(reporter.logged("confirmed").length, 50);
    });

    it("use the exchanges of those that they name, and no other way", async () => {
        const tried = ["asker", "other-asker"].flatMap(replying);
        assert.deepEqual(await allowed(connectAs("asker"), tried), [
            "declare asker.own.pod-0",
            "bind asker.own.pod-0 to asker.replies",
            "consume from asker.own.pod-0",
        ]);
        assert.deepEqual(await allowed(connectAs("worker"), tried), [
            "publish pod-0 to asker.replies",
        ]);
        assert.deepEqual(await allowed(connectAs("client"), tried), []);
    });

    it("are given what another consumer has held for longer than its queue lets it", async () => {
        await waitFor("the message to be taken back", 180, () => redelivered.length > 0);
        assert.deepEqual(redelivered, [true]);
    });
});
