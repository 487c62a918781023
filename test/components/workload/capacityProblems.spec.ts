import assert from "node:assert/strict";

import type { ConsumerCapacity } from "../../../components/workload/capacity";
import type { QueueConsumerArgs } from "../../../components/workload/queueConsumer";
import { consumerProblems } from "../../../components/workload/queueConsumer";
import { problemLines } from "../problemLines";

const shop: ConsumerCapacity = {
    arrivalsPerSecond: 100,
    secondsPerMessage: 0.1,
    concurrency: 10,
    peakFactor: 3,
    drainWithinMinutes: 30,
};

function lines(
    capacity: Partial<ConsumerCapacity>,
    args: Partial<QueueConsumerArgs> = {},
): string[] {
    const connection = { secretName: "amqp", autoscaler: { secretName: "autoscaler" } };
    const common = { connection, queue: "orders", image: "shop/worker:1.0" };
    return problemLines(
        consumerProblems("worker", { ...common, capacity: { ...shop, ...capacity }, ...args }),
    );
}

describe("a consumer's capacity", () => {
    it("is taken with no, enough and more than enough pods", () => {
        assert.deepEqual(lines({}), []);
        assert.deepEqual(lines({}, { replicas: 4 }), []);
        assert.deepEqual(lines({}, { replicas: 9 }), []);
        assert.deepEqual(lines({}, { autoscaling: {} }), []);
        assert.deepEqual(lines({}, { autoscaling: { maxReplicas: 4 } }), []);
    });

    const limits: [keyof ConsumerCapacity, number, number, number][] = [
        ["arrivalsPerSecond", 0.001, 1_000_000, 0],
        ["secondsPerMessage", 0.0001, 3600, 0],
        ["concurrency", 1, 2000, 0],
        ["peakFactor", 1, 1000, 0.9],
        ["outageMinutes", 0, 10_080, -1],
        ["drainWithinMinutes", 1, 10_080, 0.5],
        ["messageBytes", 1, 134_217_728, 0],
    ];
    for (const [field, low, high, below] of limits) {
        it(`takes ${field} from ${low} to ${high}`, () => {
            const of = (value: number) =>
                lines({ [field]: value }).filter((line) => line.startsWith(`capacity.${field} `));
            assert.deepEqual([of(low), of(high)], [[], []]);
            assert.equal(of(below).length, 1);
            assert.equal(of(high + 1).length, 1);
            assert.equal(of(NaN).length, 1);
        });
    }

    it("names all wrong numbers at once", () => {
        assert.equal(lines({ arrivalsPerSecond: -1, concurrency: 1.5, peakFactor: 0 }).length, 3);
    });

    it("refuses pods for which the queue would grow for ever", () => {
        assert.deepEqual(lines({}, { replicas: 3 }), [
            "replicas is 3; allowed: at least 4, for capacity. 300 messages arrive a second at peak, and they serve 300: the queue grows for ever. Raise it, or leave it out.",
        ]);
    });

    it("refuses pods that need too long for the backlog", () => {
        assert.deepEqual(lines({ drainWithinMinutes: 10 }, { replicas: 5 }), [
            "replicas is 5; allowed: at least 6, for capacity. They need 15 min for the 180,000 messages of an outage, and may take 10 min. Raise it, or leave it out.",
        ]);
    });

    it("refuses an autoscaler that may not run enough of them", () => {
        const [found, ...others] = lines({}, { autoscaling: { maxReplicas: 3 } });
        assert.match(found!, /^autoscaling\.maxReplicas is 3; allowed: at least 4, for capacity\./);
        assert.deepEqual(others, []);
    });

    it("refuses what no number of pods can do", () => {
        assert.match(
            lines({ secondsPerMessage: 600, concurrency: 1 }).join(),
            /^capacity is "\d+ pods"; allowed: what 1000 pods can do\. Raise concurrency/,
        );
    });

    it("is nothing for a run on a schedule", () => {
        const schedule = { cron: "0 3 * * *" };
        assert.match(
            lines({}, { schedule }).join(),
            /^capacity is .*allowed: nothing with schedule\./,
        );
    });

    it("is needed where the autoscaler's numbers are left out", () => {
        const without = lines({}, { capacity: undefined, autoscaling: {} });
        assert.deepEqual(
            without.map((line) => line.split(" is ")[0]),
            ["autoscaling.maxReplicas", "autoscaling.messagesPerReplica"],
        );
    });
});
