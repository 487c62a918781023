import assert from "node:assert/strict";

import { replyAddress, replyTo } from "../../workloads/address";

describe("the address of replies", () => {
    it("is an exchange and a key with a slash between them, as it was written", () => {
        const address = { exchange: "api.replies", routingKey: "api-0-4f2a" };
        assert.equal(replyTo(address), "api.replies/api-0-4f2a");
        assert.deepEqual(replyAddress(replyTo(address)), address);
    });

    it("may be the name of a queue", () => {
        assert.deepEqual(replyAddress("amq.gen-1"), { exchange: "", routingKey: "amq.gen-1" });
    });
});
