import assert from "node:assert/strict";

import fc from "fast-check";

import { RecentIds } from "../../workloads/recentIds";

describe("the ids of recent messages", () => {
    it("are new once", () => {
        const ids = new RecentIds(10);
        assert.deepEqual(
            ["a", "b", "a"].map((id) => ids.add(id)),
            [true, true, false],
        );
    });

    it("are forgotten from the one that was not seen for longest", () => {
        const ids = new RecentIds(2);
        for (const id of ["a", "b", "a", "c"]) {
            ids.add(id);
        }
        assert.equal(ids.add("a"), false);
        assert.equal(ids.add("b"), true);
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
                    last.map((id) => ids.add(String(id))),
                    last.map(() => false),
                );
            }),
        );
    });
});
