import assert from "node:assert/strict";

import { ConsumerStatus } from "rabbitmq-client";

import { createLog } from "../../workloads/log";
import type { Delivery } from "../../workloads/messageHandler";
import { messageHandler } from "../../workloads/messageHandler";
import { consumerMetrics, createRegistry } from "../../workloads/metrics";

const delivery: Delivery = { messageId: "api-1", redelivered: false, body: {} };
const again: Delivery = { ...delivery, redelivered: true };

/** A handler whose work ends when the test says so. */
function consumer() {
    const begun: { succeed: () => void; fail: (error: Error) => void }[] = [];
    const work = () =>
        new Promise<void>((succeed, fail) => {
            begun.push({ succeed, fail });
        });
    const log = createLog("info", () => undefined);
    return {
        begun,
        handle: messageHandler(work, consumerMetrics(createRegistry(() => true)), log),
    };
}

/** Whether a promise is still open once everything else had its turn. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
    const turn = new Promise((resolve) => setImmediate(resolve, "pending"));
    return (await Promise.race([promise, turn])) === "pending";
}

describe("the handler of a consumer", () => {
    it("acknowledges a message when its work is done, and not before", async () => {
        const { begun, handle } = consumer();
        const first = handle(delivery);
        assert.equal(await isPending(first), true);
        begun[0]!.succeed();
        assert.equal(await first, ConsumerStatus.ACK);
    });

    it("does not acknowledge what is delivered again while its work is under way, nor does it twice", async () => {
        const { begun, handle } = consumer();
        const both = [handle(delivery), handle(again)];
        assert.equal(await isPending(both[1]!), true, "its work may still be lost");
        assert.equal(begun.length, 1);
        begun[0]!.succeed();
        assert.deepEqual(await Promise.all(both), [ConsumerStatus.ACK, ConsumerStatus.ACK]);
    });

    it("acknowledges at once what is delivered again after its work was done", async () => {
        const { begun, handle } = consumer();
        const first = handle(delivery);
        begun[0]!.succeed();
        await first;
        assert.equal(await handle(again), ConsumerStatus.ACK);
        assert.equal(begun.length, 1);
    });

    it("does the work again that has failed, and fails every delivery that shared it", async () => {
        const { begun, handle } = consumer();
        const both = Promise.allSettled([handle(delivery), handle(again)]);
        begun[0]!.fail(new Error("no disk"));
        assert.deepEqual(
            (await both).map(({ status }) => status),
            ["rejected", "rejected"],
        );
        const third = handle(again);
        begun[1]!.succeed();
        assert.equal(await third, ConsumerStatus.ACK);
    });

    it("does the work of different messages side by side", async () => {
        const { begun, handle } = consumer();
        const both = [handle(delivery), handle({ ...delivery, messageId: "api-2" })];
        assert.equal(begun.length, 2);
        begun.forEach(({ succeed }) => succeed());
        assert.deepEqual(await Promise.all(both), [ConsumerStatus.ACK, ConsumerStatus.ACK]);
    });

    it("rejects for good what it can never process", async () => {
        const { begun, handle } = consumer();
        assert.equal(await handle({ ...delivery, messageId: undefined }), ConsumerStatus.DROP);
        assert.equal(begun.length, 0);
    });
});
