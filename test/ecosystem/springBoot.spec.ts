import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { QueueConsumerArgs } from "../../components/index";
import { Framework } from "../../components/index";
import { CertificateAuthority } from "../../local/cluster/certificateAuthority";
import { springBootProgram } from "../../local/images/springBoot";
import { freePort } from "../e2e/referenceProcesses";
import { waitFor } from "../e2e/waitFor";
import { ApplicationTrial, queue } from "./applicationTrial";
import { consumerVariables, producerVariables } from "./containerVariables";

const framework = Framework.SpringBoot;
/** Less is compiled, and less well: it is a matter of seconds here. */
const quickStart = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

describe("An application on Spring Boot", () => {
    const trial = new ApplicationTrial(framework);
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-spring-boot-"));
    let program: string;

    before(() => trial.start(springBootProgram(() => {}).then((file) => (program = file))));
    after(async () => {
        await trial.stop();
        rmSync(folder, { recursive: true });
    });

    const start = (variables: { [name: string]: string }) =>
        trial.run(
            "java",
            [...quickStart, "-jar", program],
            { SERVER_PORT: "0", ...variables },
            { stderr: "inherit" },
        );
    const consumer = async (
        args: Partial<QueueConsumerArgs> = {},
        more: { [name: string]: string } = {},
    ) =>
        start({
            ...(await consumerVariables(trial.login("worker"), { queue, framework, ...args })),
            ...more,
        });
    const producer = async (more: { [name: string]: string }) =>
        start({ ...(await producerVariables(trial.login("api"), { queue, framework })), ...more });

    it("waits for its broker, is ready once that is there, and declares its queue as the stack does", async () => {
        await trial.deleteQueue();
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
        await trial.gate.open(trial.broker.amqp);
        await waitFor("it to be ready", 180, async () => (await answers("readiness")) === 200);
        await waitFor("the queue", 30, () => trial.hasQueue());
        await trial.apply();
        assert.equal(await answers("liveness"), 200);
        assert.equal(await worker.ended("SIGTERM"), 143, worker.log);
    });

    it("does the work of each message once, though it is told to stop, and dead-letters what cannot be done", async () => {
        await trial.gate.open(trial.broker.amqp);
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
        const numbers = Array.from({ length: 10 }, (_, number) => number);
        await trial.publish(
            Object.fromEntries(numbers.map((number) => [`poison-${number}`, { poison: true }])),
        );
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
            async () => (await trial.count("messages", "orders.dead-letters")) === 10,
        );
        await waitFor("an empty queue", 30, async () => (await trial.count("messages")) === 0);
        await next.ended("SIGTERM");
        await waitFor("its end", 30, async () => (await trial.count("consumers")) === 0);
    });

    it("trusts the broker by the file of its connection, and nobody else", async () => {
        const ca = await CertificateAuthority.create("the broker's");
        const file = join(folder, "ca.crt");
        const served = { commonName: "localhost", names: ["localhost"] };
        const encrypted = { ...trial.login("worker"), scheme: "amqps", host: "localhost" };
        const variables = await consumerVariables(encrypted, { queue, framework });
        const env = Object.entries(variables).map(([name, value]) => [
            name,
            value.replace("/run/broker-ca/ca.crt", file),
        ]);
        const consumers = () => trial.count("consumers");
        writeFileSync(file, (await CertificateAuthority.create("another")).certificate);
        await trial.gate.open(trial.broker.amqp, await ca.issue(served));
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
});
