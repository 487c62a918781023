import assert from "node:assert/strict";

import { kubectl, pods } from "./kubernetes";
import type { StackConfiguration } from "./stack";
import { smallStack, Stack } from "./stack";

const namespace = "e2e-owned";

/** A broker of one node that keeps its messages, in a namespace that the stack makes. */
function ownNamespace(changes: Partial<StackConfiguration> = {}): StackConfiguration {
    const dev = smallStack("dev");
    const broker = { ...dev.broker, storage: { sizeGiB: 2, keepOnDelete: true } };
    return {
        ...dev,
        namespace,
        createNamespace: true,
        broker,
        producers: {},
        consumers: {},
        ...changes,
    };
}

describe("a namespace that a stack has made", () => {
    const first = new Stack("e2e-owned-first");
    const second = new Stack("e2e-owned-second");

    before(async () => {
        await Promise.all([first.initialise(), second.initialise()]);
        await succeed(first.up(ownNamespace()));
    });
    after(async () => {
        await second.destroy(ownNamespace());
        await first.destroy(ownNamespace());
        await kubectl("delete", "namespace", namespace, "--wait=true");
        first.close();
        second.close();
    });

    it("carries the stack that it belongs to", async () => {
        const labels = await kubectl(
            "get",
            "namespace",
            namespace,
            "-o",
            "jsonpath={.metadata.labels}",
        );
        assert.match(labels, /"app.kubernetes.io\/instance":"e2e-owned-first"/);
    });

    it("is not taken over by another stack: the preview says whose it is, and how to live in it", async () => {
        const { exitCode, all } = await second.preview(ownNamespace());
        assert.notEqual(exitCode, 0, all);
        assert.match(
            all,
            /the namespace e2e-owned belongs to the stack e2e-owned-first of the project queue-workloads.*set createNamespace to false/,
        );
    });

    it("does not let another stack have what is there: the preview says whose it is", async () => {
        const { exitCode, all } = await second.preview(ownNamespace({ createNamespace: false }));
        assert.notEqual(exitCode, 0, all);
        assert.match(
            all,
            /rabbitmq in the namespace e2e-owned belongs to the stack e2e-owned-first of the project/,
        );
    });

    it("does not go with what is in it when the other stack is updated all the same, and then destroyed", async () => {
        const before = await uids();
        const { exitCode, all } = await second.up(ownNamespace());
        assert.notEqual(exitCode, 0, all);
        await succeed(second.destroy(ownNamespace()));
        assert.deepEqual(await uids(), before);
    });

    it("stays, with the broker running in it, when the stack gives it up and when it takes it back", async () => {
        const before = await uids();
        await succeed(first.up(ownNamespace({ createNamespace: false })));
        await succeed(first.up(ownNamespace()));
        assert.deepEqual(await uids(), before);
    });

    it("is not left for another one with the messages: the preview says how to move", async () => {
        const { exitCode, all } = await first.preview(ownNamespace({ namespace: "e2e-elsewhere" }));
        assert.notEqual(exitCode, 0, all);
        assert.match(all, /namespace cannot go from e2e-owned to e2e-elsewhere/);
    });

    it("is not destroyed with its broker unless somebody says so", async () => {
        const { exitCode, all } = await first.run(["destroy", "--yes"], ownNamespace());
        assert.notEqual(exitCode, 0, all);
        assert.match(all, /is protected[^]*rabbitmq-erlang-cookie/);
        assert.equal((await pods(namespace, "rabbitmq")).length, 1);
    });

    it("stays with the volumes when the stack is destroyed, and is used again when it comes back", async () => {
        await succeed(first.destroy(ownNamespace()));
        const claims = await kubectl("get", "pvc", "-n", namespace, "-o", "name");
        assert.equal(claims, "persistentvolumeclaim/data-rabbitmq-0");
        await succeed(first.up(ownNamespace()));
        assert.equal((await pods(namespace, "rabbitmq")).length, 1);
    });
});

async function uids(): Promise<string[]> {
    return (await pods(namespace, "rabbitmq")).map(({ metadata }) => metadata.uid);
}

async function succeed(run: ReturnType<Stack["up"]>): Promise<void> {
    const { exitCode, all } = await run;
    assert.equal(exitCode, 0, all);
}
