import assert from "node:assert/strict";

import type { Send } from "../../workloads/outbox";
import { Outbox } from "../../workloads/outbox";
import { outgoingMessage } from "../../workloads/outgoingMessage";

const message = (sequence: number) => outgoingMessage("api", sequence, new Date(0));

describe("the outbox", () => {
    it("sends a message again with the same id until it is confirmed", async () => {
        const sent: string[] = [];
        const { outbox, log } = outboxWith(({ id }) => {
            sent.push(id);
            return sent.length < 4 ? Promise.reject(new Error("gone")) : confirmed();
        });
        outbox.add(message(1));
        await outbox.empty();
        assert.deepEqual(sent, ["api-1", "api-1", "api-1", "api-1"]);
        assert.deepEqual(log, [
            "unconfirmed api-1 1 gone",
            "unconfirmed api-1 2 gone",
            "unconfirmed api-1 3 gone",
            "confirmed api-1",
        ]);
    });

    it("keeps a message that no queue takes, and sends it again until one does", async () => {
        let attempts = 0;
        const { outbox, log } = outboxWith(() =>
            ++attempts < 3 ? Promise.resolve("returned" as const) : confirmed(),
        );
        outbox.add(message(1));
        assert.equal(outbox.size, 1);
        await outbox.empty();
        assert.deepEqual(log, ["returned api-1 1", "returned api-1 2", "confirmed api-1"]);
    });

    it("has room for as many messages as may wait for a confirm", async () => {
        const release: (() => void)[] = [];
        const { outbox } = outboxWith(
            () => new Promise((resolve) => release.push(() => resolve("confirmed"))),
        );
        outbox.add(message(1));
        outbox.add(message(2));
        assert.equal(outbox.room, 1);
        for (const confirm of release) {
            confirm();
        }
        await outbox.empty();
        assert.equal(outbox.room, 3);
    });

    it("is empty only when the last message is confirmed", async () => {
        let attempts = 0;
        const { outbox } = outboxWith(() =>
            ++attempts < 3 ? Promise.reject(new Error("gone")) : confirmed(),
        );
        outbox.add(message(1));
        await outbox.empty();
        assert.deepEqual({ attempts, size: outbox.size }, { attempts: 3, size: 0 });
    });
});

function confirmed(): Promise<"confirmed"> {
    return Promise.resolve("confirmed");
}

function outboxWith(send: Send) {
    const log: string[] = [];
    const events = {
        confirmed: (id: string) => void log.push(`confirmed ${id}`),
        returned: (id: string, attempt: number) => void log.push(`returned ${id} ${attempt}`),
        unconfirmed: (id: string, attempt: number, error: Error) =>
            void log.push(`unconfirmed ${id} ${attempt} ${error.message}`),
    };
    return { outbox: new Outbox(3, send, events, () => Promise.resolve()), log };
}
