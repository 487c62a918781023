import assert from "node:assert/strict";

import { readRecord, recordText } from "../../../components/broker/records";

describe("recordText", () => {
    it("is JSON that people can read while there is little to keep", () => {
        const types = { "/": { orders: "quorum" } };
        assert.equal(recordText(types), '{"/":{"orders":"quorum"}}');
        assert.deepEqual(readRecord(recordText(types)), types);
        assert.deepEqual(readRecord(recordText([2, 1])), [2, 1]);
    });

    it("keeps ten thousand queues in what Kubernetes takes of annotations", () => {
        const names = Array.from({ length: 10_000 }, (_, index) => `orders-of-a-customer-${index}`);
        const types = { "/": Object.fromEntries(names.map((name) => [name, "quorum"])) };
        const text = recordText(types);
        assert.ok(text.length < 65_536, `${text.length} characters`);
        assert.deepEqual(readRecord(text), types);
    });
});
