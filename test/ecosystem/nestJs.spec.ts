import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ResultPromise } from "execa";
import { execa } from "execa";
import { Connection } from "rabbitmq-client";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import type { TopologyArgs } from "../../components/index";
import { Framework } from "../../components/index";
import { projectDir } from "../../local/paths";
import { BrokerWithoutCluster } from "../e2e/brokerWithoutCluster";
import { freePort, ReferenceWorkload } from "../e2e/referenceProcesses";
import { waitFor } from "../e2e/waitFor";
import { consumerVariables } from "./containerVariables";
import { Gate } from "./gate";

const virtualHost = "a shop/eu";
const host = encodeURIComponent(virtualHost);
const queue = "orders";
const declared: TopologyArgs = {
    virtualHosts: { [virtualHost]: { queues: { orders: { deliveryLimit: 5 } } } },
    clients: {
        api: { virtualHost, publishesTo: [queue] },
        worker: { virtualHost, consumesFrom: [queue], declares: true },
    },
};

describe("The example for NestJS", () => {
    const broker = new BrokerWithoutCluster();
    const gate = new Gate();
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-nestjs-"));
    const running: ResultPromise[] = [];

    before(async () => {
        await Promise.all([broker.start(), gate.prepare(), build()]);
        await apply();
    });
    after(async () => {
        running.forEach((child) => child.kill("SIGKILL"));
        await Promise.all(running);
        await gate.close();
        await broker.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    async function build(): Promise<void> {
        cpSync(join(projectDir, "examples/nestjs"), folder, { recursive: true });
        await execa("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder });
        await execa("npm", ["run", "build"], { cwd: folder });
    }

    async function apply(): Promise<void> {
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, declared);
        assert.equal(exitCode, 0, all);
    }

    const login = (client: string) => ({
        ...{ scheme: "amqp", host: "127.0.0.1", port: gate.port, virtualHost },
        ...{ username: `${client}-v1`, password: client },
    });

    async function worker(containerPort: number): Promise<ReferenceWorkload> {
        const args = { queue, framework: Framework.NestJs, prefetch: 10, http: { containerPort } };
        const child = execa(process.execPath, [join(folder, "dist/main.js")], {
            env: {
                ...(await consumerVariables(login("worker"), args)),
                HANDLER_MILLISECONDS: "50",
            },
            extendEnv: false,
            all: true,
            stderr: "ignore",
            reject: false,
        });
        running.push(child);
        return new ReferenceWorkload(child);
    }

    const messages = async (name: string): Promise<number> => {
        const answer = await broker.ask("GET", `queues/${host}/${name}`);
        return ((await answer.json()) as { messages?: number }).messages ?? NaN;
    };

    it("starts before its broker, declares its queue as the stack does, and handles each event once, though it is told to stop", async () => {
        await broker.ask("DELETE", `queues/${host}/orders`);
        const port = await freePort();
        const first = await worker(port);
        const status = (path: string) =>
            fetch(`http://127.0.0.1:${port}/${path}`).then(
                (answer) => answer.status,
                () => 0,
            );
        await waitFor("it to live", 120, async () => (await status("healthz")) === 200);
        assert.equal(await status("readyz"), 503);
        await gate.open(broker.amqp);
        await waitFor("it to be ready", 120, async () => (await status("readyz")) === 200);
        await waitFor("the queue", 60, async () =>
            (await broker.names(`queues/${host}`)).includes(queue),
        );
        await apply();
        const published = await publish(1000);
        await waitFor("some work", 60, () => first.logged("consumed").length >= 20);
        await first.ended("SIGTERM");
        const second = await worker(await freePort());
        const done = (event: string) => [...first.logged(event), ...second.logged(event)];
        await waitFor(
            "all to be done",
            120,
            () => done("consumed").length >= 900,
            () => done("consumed").length,
        );
        await waitFor(
            "the dead letters",
            60,
            async () => (await messages("orders.dead-letters")) === 100,
        );
        await waitFor("an empty queue", 60, async () => (await messages(queue)) === 0);
        assert.deepEqual([...done("consumed"), ...done("dead-lettered")].sort(), published.sort());
        assert.ok(first.logged("consumed").length < 900);
    });

    /** As a client of NestJS emits them, every tenth of which nobody can handle. */
    async function publish(count: number): Promise<string[]> {
        const { username, password } = login("api");
        const connection = new Connection({
            ...{ hostname: "127.0.0.1", port: gate.port, username, password },
            vhost: virtualHost,
        });
        const publisher = connection.createPublisher({ confirm: true });
        const ids = Array.from({ length: count }, (_, index) => `order-${index}`);
        for (const [index, messageId] of ids.entries()) {
            const data = index % 10 === 0 ? { poison: true } : { order: index };
            const envelope = { exchange: queue, routingKey: queue, messageId };
            await publisher.send(envelope, { pattern: "order", data });
        }
        await publisher.close();
        await connection.close();
        return ids;
    }
});
