import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ResultPromise } from "execa";
import { execa } from "execa";
import { Connection } from "rabbitmq-client";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import type { QueueConsumerArgs, TopologyArgs } from "../../components/index";
import { Framework } from "../../components/index";
import { CertificateAuthority } from "../../local/cluster/certificateAuthority";
import { springBootProgram } from "../../local/images/springBoot";
import { BrokerWithoutCluster } from "../e2e/brokerWithoutCluster";
import { freePort, ReferenceWorkload } from "../e2e/referenceProcesses";
import { waitFor } from "../e2e/waitFor";
import { consumerVariables, producerVariables } from "./containerVariables";
import { Gate } from "./gate";

const virtualHost = "a shop/eu";
const declared: TopologyArgs = {
    virtualHosts: { [virtualHost]: { queues: { orders: { deliveryLimit: 5 } } } },
    clients: {
        api: { virtualHost, publishesTo: ["orders"] },
        worker: { virtualHost, consumesFrom: ["orders"], declares: true },
    },
};
const queue = "orders";
const framework = Framework.SpringBoot;
/** Less is compiled, and less well: it is a matter of seconds here. */
const quickStart = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];
const ofHost = encodeURIComponent(virtualHost);

describe("An application on Spring Boot", () => {
    const broker = new BrokerWithoutCluster();
    const gate = new Gate();
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-spring-boot-"));
    const running: ResultPromise[] = [];
    let program: string;

    before(async () => {
        await Promise.all([
            broker.start(),
            gate.prepare(),
            springBootProgram(() => {}).then((file) => (program = file)),
        ]);
        await apply();
    });
    after(async () => {
        running.forEach((child) => child.kill("SIGKILL"));
        await Promise.all(running);
        await gate.close();
        await broker.stop();
        rmSync(folder, { recursive: true });
    });

    async function apply(): Promise<void> {
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, declared);
        assert.equal(exitCode, 0, all);
    }

    const login = (client: string) => ({
        ...{ scheme: "amqp", host: "127.0.0.1", port: gate.port, virtualHost },
        ...{ username: `${client}-v1`, password: client },
    });

    function start(env: { [name: string]: string }): ReferenceWorkload {
        const child = execa("java", [...quickStart, "-jar", program], {
            env: { PATH: process.env.PATH, SERVER_PORT: "0", ...env },
            extendEnv: false,
            all: true,
            stderr: "inherit",
            reject: false,
        });
        running.push(child);
        return new ReferenceWorkload(child);
    }
    const consumer = async (
        args: Partial<QueueConsumerArgs> = {},
        more: { [name: string]: string } = {},
    ) =>
        start({
            ...(await consumerVariables(login("worker"), { queue, framework, ...args })),
            ...more,
        });
    const producer = async (more: { [name: string]: string }) =>
        start({ ...(await producerVariables(login("api"), { queue, framework })), ...more });

    const messages = async (name: string): Promise<number> => {
        const answer = await broker.ask("GET", `queues/${ofHost}/${name}`);
        return ((await answer.json()) as { messages?: number }).messages ?? NaN;
    };

    it("waits for its broker, is ready once that is there, and declares its queue as the stack does", async () => {
        await broker.ask("DELETE", `queues/${ofHost}/orders`);
        const http = { containerPort: await freePort() };
        const worker = await consumer({ http });
        const answers = (kind: string) =>
            fetch(`http://127.0.0.1:${http.containerPort}/actuator/health/${kind}`).then(
                ({ status }) => status,
                () => 0,
            );
        await waitFor("it to live", 180, async () => (await answers("liveness")) === 200);
        await waitFor(
            "it to say why it is not ready",
            30,
            async () => (await answers("readiness")) === 503,
        );
        await gate.open(broker.amqp);
        await waitFor("it to be ready", 180, async () => (await answers("readiness")) === 200);
        await waitFor("the queue", 30, async () =>
            (await broker.names(`queues/${ofHost}`)).includes("orders"),
        );
        await apply();
        assert.equal(await answers("liveness"), 200);
        assert.equal(await worker.ended("SIGTERM"), 143, worker.log);
    });

    it("does the work of each message once, though it is told to stop, and dead-letters what cannot be done", async () => {
        await gate.open(broker.amqp);
        const slow = await consumer({ prefetch: 20 }, { HANDLER_MILLISECONDS: "50" });
        const api = await producer({
            MESSAGE_COUNT: "300",
            MESSAGES_PER_SECOND: "200",
        });
        await waitFor(
            "some work",
            180,
            () => slow.logged("consumed").length >= 20,
            () => [slow.log, api.log],
        );
        await poison(10);
        assert.equal(await slow.ended("SIGTERM"), 143, slow.log);
        const next = await consumer();
        const confirmed = () => api.logged("confirmed");
        await waitFor("all to be published", 180, () => confirmed().length === 300);
        const consumed = () => [...slow.logged("consumed"), ...next.logged("consumed")];
        await waitFor(
            "all to be done",
            180,
            () => consumed().length >= 300,
            () => consumed().length,
        );
        assert.deepEqual(consumed().sort(), confirmed().sort());
        assert.ok(slow.logged("consumed").length < 300);
        await waitFor(
            "the dead letters",
            30,
            async () => (await messages("orders.dead-letters")) === 10,
        );
        await waitFor("an empty queue", 30, async () => (await messages("orders")) === 0);
    });

    it("trusts the broker by the file of its connection, and nobody else", async () => {
        const ca = await CertificateAuthority.create("the broker's");
        const file = join(folder, "ca.crt");
        const served = { commonName: "localhost", names: ["localhost"] };
        const encrypted = { ...login("worker"), scheme: "amqps", host: "localhost" };
        const variables = await consumerVariables(encrypted, { queue, framework });
        const env = Object.entries(variables).map(([name, value]) => [
            name,
            value.replace("/run/broker-ca/ca.crt", file),
        ]);
        const consumers = async () => {
            const answer = await broker.ask("GET", `queues/${ofHost}/${queue}`);
            return ((await answer.json()) as { consumers?: number }).consumers ?? 0;
        };
        writeFileSync(file, (await CertificateAuthority.create("another")).certificate);
        await gate.open(broker.amqp, await ca.issue(served));
        const deceived = start(Object.fromEntries(env) as { [name: string]: string });
        await waitFor("it to refuse", 180, () => /PKIX|SSLHandshake/.test(deceived.log));
        await deceived.ended("SIGKILL");
        assert.equal(await consumers(), 0);
        writeFileSync(file, ca.certificate);
        const worker = start(Object.fromEntries(env) as { [name: string]: string });
        await waitFor(
            "it to consume",
            180,
            async () => (await consumers()) === 1,
            () => worker.log,
        );
        assert.equal(await worker.ended("SIGTERM"), 143, worker.log);
    });

    /** Published between the others. */
    async function poison(count: number): Promise<void> {
        const { username, password, port } = login("api");
        const connection = new Connection({
            hostname: "127.0.0.1",
            port,
            username,
            password,
            vhost: virtualHost,
        });
        const publisher = connection.createPublisher({ confirm: true });
        for (let number = 0; number < count; number++) {
            const envelope = {
                exchange: "orders",
                routingKey: "orders",
                messageId: `poison-${number}`,
            };
            await publisher.send(envelope, { poison: true });
        }
        await publisher.close();
        await connection.close();
    }
});
