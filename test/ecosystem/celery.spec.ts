import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ResultPromise } from "execa";
import { execa } from "execa";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import type { TopologyArgs } from "../../components/index";
import { Framework } from "../../components/index";
import { projectDir } from "../../local/paths";
import { BrokerWithoutCluster } from "../e2e/brokerWithoutCluster";
import { ReferenceWorkload } from "../e2e/referenceProcesses";
import { waitFor } from "../e2e/waitFor";
import { consumerVariables, producerVariables } from "./containerVariables";
import { Gate } from "./gate";

const virtualHost = "a shop/eu";
const host = encodeURIComponent(virtualHost);
const queue = "orders";
const framework = Framework.Celery;
const declared: TopologyArgs = {
    virtualHosts: { [virtualHost]: { queues: { orders: { deliveryLimit: 5 } } } },
    clients: {
        api: { virtualHost, publishesTo: [queue] },
        worker: { virtualHost, publishesTo: [queue], consumesFrom: [queue], declares: true },
    },
};

describe("The example for Celery", () => {
    const broker = new BrokerWithoutCluster();
    const gate = new Gate();
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-celery-"));
    const running: ResultPromise[] = [];

    before(async () => {
        await Promise.all([broker.start(), gate.prepare(), install()]);
        await apply();
    });
    after(async () => {
        running.forEach((child) => child.kill("SIGKILL"));
        await Promise.all(running);
        await gate.close();
        await broker.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    async function install(): Promise<void> {
        await execa("python3", ["-m", "venv", folder]);
        const requirements = join(projectDir, "examples/celery/requirements.txt");
        await execa(join(folder, "bin/pip"), ["install", "--quiet", "-r", requirements]);
    }

    async function apply(): Promise<void> {
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, declared);
        assert.equal(exitCode, 0, all);
    }

    const login = (client: string) => ({
        ...{ scheme: "amqp", host: "127.0.0.1", port: gate.port, virtualHost },
        ...{ username: `${client}-v1`, password: client },
    });

    function start(program: string, args: string[], env: object): ReferenceWorkload {
        const child = execa(join(folder, "bin", program), args, {
            cwd: join(projectDir, "examples/celery"),
            env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1", ...env },
            extendEnv: false,
            all: true,
            stderr: "ignore",
            reject: false,
        });
        running.push(child);
        return new ReferenceWorkload(child);
    }
    const worker = async () =>
        start(
            "celery",
            ["-A", "shop", "--quiet", "worker"],
            await consumerVariables(login("worker"), { queue, framework, prefetch: 10 }),
        );

    const messages = async (name: string): Promise<number> => {
        const answer = await broker.ask("GET", `queues/${host}/${name}`);
        return ((await answer.json()) as { messages?: number }).messages ?? NaN;
    };

    it("starts before its broker, declares its queue as the stack does, and does each task once, though a worker is told to stop", async () => {
        await broker.ask("DELETE", `queues/${host}/orders`);
        const first = await worker();
        await gate.open(broker.amqp);
        await waitFor("the queue", 120, async () =>
            (await broker.names(`queues/${host}`)).includes(queue),
        );
        await apply();
        const api = start(
            "python",
            ["publish.py", "300"],
            await producerVariables(login("api"), { queue, framework }),
        );
        await waitFor("some work", 120, () => first.logged("consumed").length >= 20);
        assert.equal(await first.ended("SIGTERM"), 0, first.log);
        const second = await worker();
        assert.equal(await api.ended(), 0, api.log);
        const done = (event: string) => [...first.logged(event), ...second.logged(event)];
        await waitFor(
            "all to be done",
            120,
            () => done("consumed").length >= 270,
            () => done("consumed").length,
        );
        const dead = () => messages("orders.dead-letters");
        await waitFor("the dead letters", 60, async () => (await dead()) === 30, dead);
        await waitFor("an empty queue", 60, async () => (await messages(queue)) === 0);
        assert.deepEqual(
            [...done("consumed"), ...done("dead-lettered")].sort(),
            api.logged("confirmed").sort(),
        );
        assert.ok(first.logged("consumed").length < 270);
    });
});
