import assert from "node:assert/strict";

import fc from "fast-check";

import { Pace } from "../../workloads/pace";

describe("the pace of a producer", () => {
    it("keeps the average although the timer is late", () => {
        const pace = new Pace(10, 0);
        const taken = [130, 390, 395, 1000].map((now) => pace.take(now, 100));
        assert.deepEqual(taken, [1, 2, 0, 7]);
    });

    it("may be slower than one message a second", () => {
        const pace = new Pace(0.5, 0);
        const taken = [1000, 2000, 3000, 4000].map((now) => pace.take(now, 100));
        assert.deepEqual(taken, [0, 1, 0, 1]);
    });

    it("makes up for one second at most after a halt", () => {
        const pace = new Pace(10, 0);
        assert.equal(pace.take(60_000, 100), 10);
        assert.equal(pace.take(60_100, 100), 1);
    });

    it("never takes more than there is room for", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(50), (rate, room) => {
                assert.ok(new Pace(rate, 0).take(1000, room) <= room);
            }),
        );
    });
});
