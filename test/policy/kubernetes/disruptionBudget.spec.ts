import { equal, ok } from "node:assert/strict";

import * as fc from "fast-check";

import { allowedEvictions, quorum } from "../../../policy/kubernetes/disruptionBudget";

const pods = fc.integer({ min: 1, max: 100 });
const percent = fc.integer({ min: 0, max: 100 });

describe("the arithmetic of PodDisruptionBudgets", () => {
    it("rounds both percentages up, so that together they spare all pods or one more", () => {
        fc.assert(
            fc.property(pods, percent, (count, share) => {
                const evictable = allowedEvictions({ maxUnavailable: `${share}%` }, count) ?? NaN;
                const kept =
                    count - (allowedEvictions({ minAvailable: `${share}%` }, count) ?? NaN);
                ok(evictable * 100 >= share * count && (evictable - 1) * 100 < share * count);
                equal(kept, evictable);
            }),
        );
    });

    it("never allows more evictions than there are pods, nor fewer than none", () => {
        fc.assert(
            fc.property(pods, fc.integer({ min: 0, max: 200 }), (count, value) => {
                equal(allowedEvictions({ maxUnavailable: value }, count), Math.min(count, value));
                equal(allowedEvictions({ minAvailable: value }, count), Math.max(0, count - value));
            }),
        );
    });

    it("takes a majority for quorum", () => {
        fc.assert(
            fc.property(pods, (nodes) => {
                ok(quorum(nodes) * 2 > nodes && (quorum(nodes) - 1) * 2 <= nodes);
            }),
        );
    });
});
