import assert from "node:assert/strict";

import type { AmqpConnection } from "../../../components/connection/amqpConnection";
import type {
    AutoscaledConsumer,
    ConsumerAutoscaling,
} from "../../../components/workload/autoscaling";
import {
    autoscalingDefaults,
    autoscalingProblems,
    scalerProblems,
} from "../../../components/workload/autoscaling";
import { problemLines } from "../problemLines";

const connection: AmqpConnection = {
    secretName: "orders-worker",
    autoscaler: { secretName: "autoscaler", streams: ["log"] },
};
const smallest: ConsumerAutoscaling = { maxReplicas: 10, messagesPerReplica: 100 };

function lines(
    changes: Partial<ConsumerAutoscaling>,
    consumer: Partial<AutoscaledConsumer> = {},
): string[] {
    const autoscaling = { ...smallest, ...changes };
    const settings = autoscalingDefaults(["orders"], autoscaling);
    return problemLines(autoscalingProblems(settings, { autoscaling, prefetch: 50, ...consumer }));
}

describe("autoscalingDefaults", () => {
    it("fills in what the documentation of the arguments says", () => {
        assert.deepEqual(autoscalingDefaults(["orders"], smallest), {
            queues: ["orders"],
            minReplicas: 1,
            maxReplicas: 10,
            messagesPerReplica: 100,
            scaleDownSeconds: 300,
        });
    });
});

describe("autoscalingProblems", () => {
    it("takes the defaults, and no autoscaling at all", () => {
        assert.deepEqual(lines({}), []);
        assert.deepEqual(autoscalingProblems(undefined, { prefetch: 50 }), []);
    });

    const limits: [keyof ConsumerAutoscaling, number, number][] = [
        ["minReplicas", 0, 10],
        ["maxReplicas", 1, 1000],
        ["messagesPerReplica", 50, 1_000_000_000],
        ["scaleDownSeconds", 15, 3600],
    ];
    for (const [name, low, high] of limits) {
        it(`takes ${name} from ${low} to ${high}`, () => {
            assert.deepEqual(lines({ [name]: low }), []);
            assert.deepEqual(lines({ [name]: high }), []);
            assert.notDeepEqual(lines({ [name]: low - 1 }), []);
            assert.notDeepEqual(lines({ [name]: high + 1 }), []);
        });
    }

    it("refuses fewer pods at the most than at the least", () => {
        assert.deepEqual(lines({ minReplicas: 4, maxReplicas: 4 }), []);
        assert.deepEqual(lines({ minReplicas: 5, maxReplicas: 4 }), [
            "autoscaling.maxReplicas is 4; allowed: a whole number from 5 to 1000. " +
                "minReplicas is 5: raise maxReplicas.",
        ]);
    });

    it("refuses a pod for fewer messages than it takes to itself", () => {
        assert.deepEqual(lines({ messagesPerReplica: 49 }), [
            "autoscaling.messagesPerReplica is 49; allowed: a whole number from 50 to 1000000000. " +
                "A pod may hold 50 at a time, and leave none for another: raise it, or lower prefetch.",
        ]);
        assert.deepEqual(lines({ messagesPerReplica: 49 }, { prefetch: 49 }), []);
    });

    it("leaves the number of pods to the autoscaler", () => {
        assert.deepEqual(lines({}, { replicas: 3 }), [
            "replicas is 3; allowed: nothing with autoscaling. The autoscaler sets it: remove replicas.",
        ]);
    });

    const given = '{"maxReplicas":10,"messagesPerReplica":100}';

    it("refuses a run on a schedule, which is one pod", () => {
        assert.deepEqual(lines({}, { runKind: "schedule" }), [
            `autoscaling is ${given}; allowed: nothing with schedule. A run is one pod: remove autoscaling.`,
        ]);
    });
});

describe("scalerProblems", () => {
    const found = (queue: string, given: AmqpConnection) =>
        problemLines(scalerProblems([queue], smallest, given));
    const shown = JSON.stringify(smallest);

    it("take a queue that KEDA can look at, and no autoscaling at all", () => {
        assert.deepEqual(found("orders", connection), []);
        assert.deepEqual(scalerProblems(["orders"], undefined, { secretName: "amqp" }), []);
    });

    it("refuse a stream, which never gets shorter", () => {
        assert.deepEqual(found("log", connection), [
            `autoscaling is ${shown}; allowed: nothing for a stream. ` +
                "It keeps what was read, so its length says nothing: remove autoscaling.",
        ]);
    });

    it("need a broker that lets KEDA look", () => {
        assert.deepEqual(found("orders", { secretName: "amqp" }), [
            `autoscaling is ${shown}; allowed: nothing without the broker's autoscaler. ` +
                "Set autoscaler: {} on the broker.",
        ]);
    });
});
