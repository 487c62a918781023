import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { Framework } from "../../components/index";
import { projectDir } from "../../local/paths";
import type { ReferenceWorkload } from "../e2e/referenceProcesses";
import { freePort } from "../e2e/referenceProcesses";
import { waitFor } from "../e2e/waitFor";
import { ApplicationTrial, queue } from "./applicationTrial";
import { consumerVariables } from "./containerVariables";

const framework = Framework.NestJs;

describe("The example for NestJS", () => {
    const trial = new ApplicationTrial(framework);
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-nestjs-"));

    before(() => trial.start(build()));
    after(async () => {
        await trial.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    async function build(): Promise<void> {
        cpSync(join(projectDir, "examples/nestjs"), folder, { recursive: true });
        await execa("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder });
        await execa("npm", ["run", "build"], { cwd: folder });
    }

    async function worker(containerPort: number): Promise<ReferenceWorkload> {
        const args = { queue, framework, prefetch: 10, http: { containerPort } };
        return trial.run(process.execPath, [join(folder, "dist/main.js")], {
            ...(await consumerVariables(trial.login("worker"), args)),
            HANDLER_MILLISECONDS: "50",
        });
    }

    it("starts before its broker, declares its queue as the stack does, and handles each event once, though it is told to stop", async () => {
        await trial.deleteQueue();
        const port = await freePort();
        const first = await worker(port);
        const status = (path: string) =>
            fetch(`http://127.0.0.1:${port}/${path}`).then(
                (answer) => answer.status,
                () => 0,
            );
        await waitFor("it to live", 120, async () => (await status("healthz")) === 200);
        assert.equal(await status("readyz"), 503);
        await trial.gate.open(trial.broker.amqp);
        await waitFor("it to be ready", 120, async () => (await status("readyz")) === 200);
        await waitFor("the queue", 60, () => trial.hasQueue());
        await trial.apply();
        const events = emitted(1000);
        await trial.publish(events);
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
            async () => (await trial.count("messages", "orders.dead-letters")) === 100,
        );
        await waitFor("an empty queue", 60, async () => (await trial.count("messages")) === 0);
        assert.deepEqual(
            [...done("consumed"), ...done("dead-lettered")].sort(),
            Object.keys(events).sort(),
        );
        assert.ok(first.logged("consumed").length < 900);
    });
});

/** As a client of NestJS emits them, every tenth of which nobody can handle. */
function emitted(count: number): { [messageId: string]: object } {
    return Object.fromEntries(
        Array.from({ length: count }, (_, index) => {
            const data = index % 10 === 0 ? { poison: true } : { order: index };
            return [`order-${index}`, { pattern: "order", data }];
        }),
    );
}
