import assert from "node:assert/strict";

import fc from "fast-check";

import type { ConsumerCapacity } from "../../../components/workload/capacity";
import { capacityDefaults } from "../../../components/workload/capacity";
import { capacityPlan, drainSeconds } from "../../../components/workload/capacityPlan";

const plan = (args: ConsumerCapacity) => capacityPlan(capacityDefaults(args)!);

/** A hundred a second on average and three hundred at peak, for pods of a hundred. */
const shop: ConsumerCapacity = {
    arrivalsPerSecond: 100,
    secondsPerMessage: 0.1,
    concurrency: 10,
    peakFactor: 3,
    outageMinutes: 10,
    drainWithinMinutes: 30,
};

/** Counts the messages that wait second by second, as far as the limit. */
function simulatedDrain({ backlog, arriving, served }: { [rate: string]: number }, limit: number) {
    let waiting = backlog!;
    let seconds = 0;
    while (waiting > 0 && seconds < limit) {
        waiting += arriving! - served!;
        seconds++;
    }
    return seconds;
}

const capacities = fc.record({
    arrivalsPerSecond: fc.double({ min: 0.01, max: 5000, noNaN: true }),
    secondsPerMessage: fc.double({ min: 0.001, max: 60, noNaN: true }),
    concurrency: fc.integer({ min: 1, max: 100 }),
    peakFactor: fc.double({ min: 1, max: 20, noNaN: true }),
    outageMinutes: fc.integer({ min: 0, max: 120 }),
    drainWithinMinutes: fc.integer({ min: 1, max: 600 }),
});

describe("capacityPlan", () => {
    it("works out pods, prefetch and what the backlog takes", () => {
        assert.deepEqual(plan(shop), {
            peakPerSecond: 300,
            servedPerSecond: 100,
            backlog: 180_000,
            drainWithinSeconds: 1800,
            pods: 4,
            averagePods: 2,
            prefetch: 20,
            messagesPerReplica: 3000,
            longestSeconds: 1,
            volumeBytes: 180_000 * 1224,
            memoryBytes: 180_000 * 32,
        });
    });

    it("takes the fewest pods that drain the backlog in time", () => {
        fc.assert(
            fc.property(capacities, (capacity) => {
                const found = plan(capacity);
                const within = found.drainWithinSeconds * (1 + 1e-6);
                assert.ok(drainSeconds(found, found.pods) <= within);
                assert.ok(drainSeconds(found, found.pods - 1) >= found.drainWithinSeconds * 0.999);
            }),
        );
    });

    it("serves more than arrives, also where nothing has to be drained", () => {
        fc.assert(
            fc.property(capacities, (capacity) => {
                const { pods, servedPerSecond, peakPerSecond } = plan({
                    ...capacity,
                    outageMinutes: 0,
                });
                assert.ok(pods * servedPerSecond > peakPerSecond);
                assert.ok((pods - 1) * servedPerSecond <= peakPerSecond * (1 + 1e-6));
            }),
        );
    });

    it("prefetches so much that a pod has work while it waits for more, and no more than a quorum queue gives", () => {
        const slow = { arrivalsPerSecond: 1, secondsPerMessage: 60 };
        assert.equal(plan(slow).prefetch, 2);
        assert.equal(plan({ ...slow, secondsPerMessage: 0.001 }).prefetch, 101);
        assert.equal(plan({ ...slow, concurrency: 2000 }).prefetch, 2000);
    });
});

describe("drainSeconds", () => {
    it("is what a count of the waiting messages second by second finds", () => {
        for (const pods of [4, 5, 10, 100]) {
            const found = plan(shop);
            const rates = { backlog: 180_000, arriving: 300, served: pods * 100 };
            assert.equal(Math.ceil(drainSeconds(found, pods)), simulatedDrain(rates, 1e6));
        }
    });

    it("is infinite where as much arrives as is served, or more", () => {
        assert.equal(drainSeconds(plan(shop), 3), Infinity);
        assert.equal(drainSeconds(plan(shop), 1), Infinity);
    });
});
