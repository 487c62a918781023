import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { Framework } from "../../components/index";
import { projectDir } from "../../local/paths";
import { waitFor } from "../e2e/waitFor";
import { ApplicationTrial, queue } from "./applicationTrial";
import { consumerVariables, producerVariables } from "./containerVariables";

const framework = Framework.Celery;
const example = join(projectDir, "examples/celery");

describe("The example for Celery", () => {
    const trial = new ApplicationTrial(framework);
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-celery-"));

    before(() => trial.start(install()));
    after(async () => {
        await trial.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    async function install(): Promise<void> {
        await execa("python3", ["-m", "venv", folder]);
        const requirements = join(example, "requirements.txt");
        await execa(join(folder, "bin/pip"), ["install", "--quiet", "-r", requirements]);
    }

    const start = (program: string, args: string[], variables: { [name: string]: string }) =>
        trial.run(
            join(folder, "bin", program),
            args,
            { PYTHONDONTWRITEBYTECODE: "1", ...variables },
            { cwd: example },
        );
    const worker = async () =>
        start(
            "celery",
            ["-A", "shop", "--quiet", "worker"],
            await consumerVariables(trial.login("worker"), { queue, framework, prefetch: 10 }),
        );

    it("starts before its broker, declares its queue as the stack does, and does each task once, though a worker is told to stop", async () => {
        await trial.deleteQueue();
        const first = await worker();
        await trial.gate.open(trial.broker.amqp);
        await waitFor("the queue", 120, () => trial.hasQueue());
        await trial.apply();
        const api = start(
            "python",
            ["publish.py", "300"],
            await producerVariables(trial.login("api"), { queue, framework }),
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
        const dead = () => trial.count("messages", "orders.dead-letters");
        await waitFor("the dead letters", 60, async () => (await dead()) === 30, dead);
        await waitFor("an empty queue", 60, async () => (await trial.count("messages")) === 0);
        assert.deepEqual(
            [...done("consumed"), ...done("dead-lettered")].sort(),
            api.logged("confirmed").sort(),
        );
        assert.ok(first.logged("consumed").length < 270);
    });
});
