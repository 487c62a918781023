import assert from "node:assert/strict";

import { ConfirmLimit } from "../../workloads/confirmLimit";

const never = new Promise<void>(() => {});

function broker() {
    const abandoned: string[] = [];
    return { abandoned, blocked: false, abandon: (reason: string) => void abandoned.push(reason) };
}

describe("the limit of a confirm", () => {
    it("leaves a confirm and a refusal as they are", async () => {
        const connection = broker();
        const limit = new ConfirmLimit(connection, 10_000);
        await limit.on(Promise.resolve());
        await assert.rejects(limit.on(Promise.reject(new Error("refused"))), /^Error: refused$/);
        assert.deepEqual(connection.abandoned, []);
    });

    it("gives up the connection on which a confirm stays away, and says so to whoever waits", async () => {
        const connection = broker();
        await assert.rejects(
            new ConfirmLimit(connection, 10).on(never),
            /no confirm within 0.01 s/,
        );
        assert.deepEqual(connection.abandoned, ["no confirm within 0.01 s"]);
    });

    it("waits as long as the broker says that it takes no messages", async () => {
        const connection = { ...broker(), blocked: true };
        const waiting = new ConfirmLimit(connection, 10).on(never);
        const ended = waiting.then(
            () => "confirmed",
            () => "given up",
        );
        const later = new Promise((resolve) => setTimeout(resolve, 100, "waiting"));
        assert.equal(await Promise.race([ended, later]), "waiting");
        connection.blocked = false;
        assert.equal(await ended, "given up");
    });
});
