import assert from "node:assert/strict";

import { Framework } from "../../components/index";
import { waitFor } from "../e2e/waitFor";
import { ApplicationTrial, queue } from "./applicationTrial";
import { consumerVariables, producerVariables } from "./containerVariables";
import { PythonExample } from "./pythonExample";

const framework = Framework.Dramatiq;
const prefetch = 10;

describe("The example for Dramatiq", () => {
    const trial = new ApplicationTrial(framework, false);
    const example = new PythonExample(trial, "dramatiq");

    before(() => trial.start(example.install()));
    after(async () => {
        await trial.stop();
        example.remove();
    });

    const start = (program: string, args: string[], variables: { [name: string]: string }) =>
        example.start(program, args, variables, { stderr: "pipe" });
    const worker = async () =>
        start(
            "dramatiq",
            ["shop", "--processes", "1", "--threads", "4"],
            await consumerVariables(trial.login("worker"), { queue, framework, prefetch }),
        );

    it("starts before its broker, does each task, also what it tries again later, though a worker is told to stop and another one is killed", async () => {
        const first = await worker();
        await waitFor("it to miss its broker", 60, () => first.log.includes("connection error"));
        await trial.gate.open(trial.broker.amqp);
        const api = start(
            "python",
            ["publish.py", "400"],
            await producerVariables(trial.login("api"), { queue, framework }),
        );
        await waitFor(
            "some work",
            120,
            () => first.logged("consumed").length >= 20,
            () => [first.log, api.log],
        );
        assert.equal(await first.ended("SIGTERM"), 0, first.log);
        const killed = await worker();
        await waitFor("more work", 120, () => killed.logged("consumed").length >= 50);
        await killed.ended("SIGKILL");
        const last = await worker();
        assert.equal(await api.ended(), 0, api.log);
        const done = (event: string) =>
            [first, killed, last].flatMap((one) => one.logged(event)).sort();
        const all = (event: string) => [...new Set(done(event))].sort();
        await waitFor(
            "all to be done",
            120,
            () => all("consumed").length >= 360,
            () => all("consumed").length,
        );
        const waiting = async () => [
            await trial.count("messages"),
            await trial.count("messages", "orders.DQ"),
            await trial.count("messages", "orders.dead-letters"),
        ];
        await waitFor(
            "empty queues, and the dead letters",
            60,
            async () => String(await waiting()) === "0,0,40",
            waiting,
        );
        const sent = api.logged("confirmed").sort();
        assert.deepEqual([...all("consumed"), ...all("dead-lettered")].sort(), sent);
        assert.equal(all("busy").length, 40);
        assert.ok(first.logged("consumed").length < 360 && killed.logged("consumed").length < 360);
        const twice = done("consumed").length - all("consumed").length;
        assert.ok(twice <= prefetch, `${twice} orders were done again by the last worker`);
    });
});
