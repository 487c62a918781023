import assert from "node:assert/strict";

import { Framework } from "../../components/index";
import { waitFor } from "../e2e/waitFor";
import { ApplicationTrial, queue } from "./applicationTrial";
import { consumerVariables, producerVariables } from "./containerVariables";
import { PythonExample } from "./pythonExample";

const framework = Framework.Celery;

describe("The example for Celery", () => {
    const trial = new ApplicationTrial(framework);
    const example = new PythonExample(trial, "celery");

    before(() => trial.start(example.install()));
    after(async () => {
        await trial.stop();
        example.remove();
    });

    const worker = async () =>
        example.start(
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
        const api = example.start(
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
