import assert from "node:assert/strict";

import { incomingMessage } from "../../workloads/incomingMessage";

describe("an incoming message", () => {
    const sound = { messageId: "api-1", redelivered: false, body: { sequence: 1 } };

    it("can be processed when it has an id and a JSON object", () => {
        assert.deepEqual(incomingMessage(sound), {
            id: "api-1",
            redelivered: false,
            body: { sequence: 1 },
        });
    });

    it("may come without a content type", () => {
        const message = incomingMessage({ ...sound, body: Buffer.from('{"sequence":2}') });
        assert.deepEqual("body" in message && message.body, { sequence: 2 });
    });

    const faults: [string, object, string][] = [
        ["no id", { messageId: undefined }, "no message id"],
        ["an empty id", { messageId: "" }, "no message id"],
        ["text", { body: "hello" }, "the body is not a JSON object"],
        ["broken JSON", { body: Buffer.from("{") }, "the body is not a JSON object"],
        ["a list", { body: [1] }, "the body is not a JSON object"],
        ["null", { body: null }, "the body is not a JSON object"],
        ["the mark of a poisoned one", { body: { poison: true } }, "the body is marked as poison"],
    ];
    for (const [what, fault, reason] of faults) {
        it(`cannot be processed with ${what}`, () => {
            const message = incomingMessage({ ...sound, ...fault });
            assert.equal("unprocessable" in message && message.unprocessable, reason);
        });
    }
});
