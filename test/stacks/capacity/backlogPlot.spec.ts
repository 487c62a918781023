import assert from "node:assert/strict";

import { backlogCurve, backlogPlot } from "../../../stacks/capacity/backlogPlot";
import { plannedConsumers } from "../../../stacks/capacity/plannedConsumers";

const capacity = { arrivalsPerSecond: 300, secondsPerMessage: 0.1, concurrency: 10 };
const worker = { queue: "orders", image: "a:1", replicas: 6, capacity };

describe("backlogCurve", () => {
    const [consumer] = plannedConsumers({ worker });

    it("grows during the outage, and shrinks until nothing waits", () => {
        const points = [
            [0, 0],
            [10, 180_000],
            [20, 0],
            [30, 0],
        ];
        assert.deepEqual(backlogCurve(consumer!, 6, 1800), points);
    });

    it("goes on growing where more arrives than is served", () => {
        assert.deepEqual(backlogCurve(consumer!, 2, 1200).at(-1), [20, 240_000]);
    });

    it("ends where the plot does when nothing has been drained by then", () => {
        assert.deepEqual(backlogCurve(consumer!, 4, 1200).at(-1), [20, 120_000]);
    });
});

describe("backlogPlot", () => {
    const plot = (consumers: Parameters<typeof plannedConsumers>[0]) =>
        backlogPlot("Backlogs of prod", plannedConsumers(consumers));

    it("draws a curve for every number of pods, and names how long it takes", () => {
        const svg = plot({ worker });
        assert.deepEqual(
            [...svg.matchAll(/>(\d+ pods?[^<]*)</g)].map(([, label]) => label),
            ["3 pods: never", "4 pods: 30 min", "6 pods (stack): 10 min", "9 pods: 5 min"],
        );
        assert.equal([...svg.matchAll(/fill="none"/g)].length, 4);
    });

    it("draws every consumer", () => {
        const svg = plot({ worker, mailer: { ...worker, queue: "mails" } });
        assert.match(svg, /worker: messages in orders after 10 min/);
        assert.match(svg, /mailer: messages in mails after 10 min/);
    });

    it("draws a plan without an outage, too", () => {
        const svg = plot({ worker: { ...worker, capacity: { ...capacity, outageMinutes: 0 } } });
        assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
    });
});
