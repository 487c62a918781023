import assert from "node:assert/strict";

import { capacityTable } from "../../../stacks/capacity/capacityTable";
import { plannedConsumers } from "../../../stacks/capacity/plannedConsumers";

const capacity = { arrivalsPerSecond: 300, secondsPerMessage: 0.1, concurrency: 10 };
const worker = { queue: "orders", image: "a:1", capacity };

const rows = (consumer: object) => {
    const [planned] = plannedConsumers({ worker: { ...worker, ...consumer } });
    return capacityTable(planned!).split("\n").slice(3);
};

describe("capacityTable", () => {
    it("compares the stack's pods with fewer and with more", () => {
        assert.deepEqual(rows({ replicas: 6 }), [
            "  3     300 a second    never",
            "  4     400 a second    30 min                 the fewest in time",
            "  6     600 a second    10 min                 the stack's",
            "  9     900 a second    5 min",
        ]);
    });

    it("takes the pods that the plan needs where the stack gives no number", () => {
        assert.deepEqual(
            rows({}).at(1),
            "  4     400 a second    30 min                 the stack's, the fewest in time",
        );
    });

    it("takes the most pods of an autoscaler", () => {
        assert.match(
            rows({ autoscaling: { maxReplicas: 12 } }).join(),
            /12 +1,200 a second +3\.3 min +the stack's/,
        );
    });

    it("leaves out consumers without a plan", () => {
        assert.deepEqual(plannedConsumers({ worker: { ...worker, capacity: undefined } }), []);
    });
});
