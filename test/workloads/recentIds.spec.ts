import assert from "node:assert/strict";

import fc from "fast-check";

import { RecentIds } from "../../workloads/recentIds";

describe("the ids of recent messages", () => {
    it("are known once they were added, and not by being asked for", () => {
        const ids = new RecentIds(10);
        assert.equal(ids.has("a"), false);
        assert.equal(ids.has("a"), false);
        ids.add("a");
        assert.equal(ids.has("a"), true);
    });

    it("are forgotten from the one that was not seen for longest", () => {
        const ids = new RecentIds(2);
        ids.add("a");
        ids.add("b");
        ids.has("a");
        ids.add("c");
        assert.deepEqual(
            ["a", "b", "c"].map((id) => ids.has(id)),
            [true, false, true],
        );
    });

    it("never take more room than allowed, and know the last ones", () => {
        fc.assert(
            fc.property(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 8 }), (seen, capacity) => {
                const ids = new RecentIds(capacity);
                for (const id of seen) {
                    ids.add(String(id));
                }
                assert.ok(ids.size <= capacity);
                const last = [...new Set(seen.reverse())].slice(0, capacity);
                assert.deepEqual(
                    last.map((id) => ids.has(String(id))),
                    last.map(() => true),
                );
            }),
        );
    });
});
