import assert from "node:assert/strict";

import { capacityDefaults } from "../../../components/workload/capacity";
import { capacityPlan } from "../../../components/workload/capacityPlan";
import {
    capacitySentence,
    count,
    gibibytes,
    minutes,
} from "../../../components/workload/capacityText";

const plan = (outageMinutes: number) =>
    capacityPlan(
        capacityDefaults({
            ...{ arrivalsPerSecond: 100, secondsPerMessage: 0.1, concurrency: 10 },
            ...{ peakFactor: 3, outageMinutes },
        })!,
    );

describe("capacitySentence", () => {
    it("says how long a backlog takes, what the pods keep up with, and what it needs", () => {
        assert.equal(
            capacitySentence(plan(10), 6),
            "drains 180,000 messages in 10 min at 6 pods; keeps up until 600 a second; 300 arrive at peak; needs 0.2 GiB of each broker's volume",
        );
    });

    it("says what the pods keep up with where no outage is planned for", () => {
        assert.equal(
            capacitySentence(plan(0), 4),
            "keeps up until 400 a second at 4 pods; 300 arrive at peak",
        );
    });
});

describe("the numbers of a plan", () => {
    it("are as exact as a reader needs them", () => {
        assert.deepEqual([0.25, 9.5, 1234567].map(count), ["0.25", "9.5", "1,234,567"]);
        assert.deepEqual([0.2, 59, 90, 3600].map(minutes), ["1 s", "59 s", "1.5 min", "60 min"]);
        assert.deepEqual([1, 2 ** 31].map(gibibytes), ["less than 0.1 GiB", "2 GiB"]);
    });
});
