import assert from "node:assert/strict";

import { queueDefaults } from "../../../components/topology/defaults";
import type { Queue } from "../../../components/topology/queue";
import { QueueOverflow, QueueType } from "../../../components/topology/queue";
import { queueProblems } from "../../../components/topology/queueProblems";
import { problemLines } from "../problemLines";

const lines = (queue: Queue) => problemLines(queueProblems("queues.q", queueDefaults(queue)));

const { Classic, Quorum, Stream } = QueueType;
const retry = { minSeconds: 5 };

describe("queueProblems", () => {
    const sound: [what: string, queue: Queue][] = [
        ["a queue that says nothing", {}],
        [
            "a quorum queue that uses all it can",
            {
                type: Quorum,
                deliveryLimit: 1000,
                messageTtlSeconds: 1,
                maxLength: 1,
                overflow: QueueOverflow.RejectPublish,
                delayedRetry: { minSeconds: 5, maxSeconds: 5 },
                deadLetterQueue: true,
                deadLetterAtLeastOnce: true,
                deadLetterLimits: { messageTtlSeconds: 1, maxLength: 1, maxLengthBytes: 1 },
                singleActiveConsumer: true,
                expiresSeconds: 1,
            },
        ],
        [
            "a queue whose dead letters go to an exchange, without losing one",
            {
                deadLetterExchange: "failed",
                deadLetterRoutingKey: "q",
                deadLetterAtLeastOnce: true,
            },
        ],
        ["a queue on some nodes", { initialGroupSize: 3 }],
        ["a classic queue with priorities", { type: Classic, maxPriority: 10 }],
        ["a limit in bytes alone", { maxLengthBytes: 5, overflow: QueueOverflow.DropHead }],
        ["a classic queue with limits", { type: Classic, maxLength: 5, messageTtlSeconds: 5 }],
        ["a stream with an age", { type: Stream, maxAgeSeconds: 60 }],
        ["a stream that says it has no dead letters", { type: Stream, deadLetterQueue: false }],
    ];
    for (const [what, queue] of sound) {
        it(`takes ${what}`, () => {
            assert.deepEqual(lines(queue), []);
        });
    }

    const unsupported: [type: QueueType, queue: Queue][] = [
        [Quorum, { maxAgeSeconds: 60 }],
        [Quorum, { maxPriority: 5 }],
        [Classic, { initialGroupSize: 3 }],
        [Classic, { deliveryLimit: 5 }],
        [Classic, { delayedRetry: retry }],
        [Classic, { deadLetterAtLeastOnce: true }],
        [Classic, { maxAgeSeconds: 60 }],
        [Classic, { consumerTimeoutSeconds: 60 }],
        [Stream, { deliveryLimit: 5 }],
        [Stream, { delayedRetry: retry }],
        [Stream, { messageTtlSeconds: 5 }],
        [Stream, { maxLength: 5 }],
        [Stream, { deadLetterQueue: true }],
        [Stream, { consumerTimeoutSeconds: 60 }],
        [Stream, { deadLetterLimits: { maxLength: 5 } }],
        [Stream, { deadLetterExchange: "failed" }],
        [Stream, { singleActiveConsumer: true }],
        [Stream, { maxPriority: 5 }],
        [Stream, { expiresSeconds: 60 }],
    ];
    for (const [type, queue] of unsupported) {
        const [field] = Object.keys(queue) as [keyof Queue];
        it(`refuses ${field} for a ${type} queue`, () => {
            const value = queueDefaults({ ...queue, type })[field];
            assert.deepEqual(lines({ ...queue, type }), [
                `queues.q.${field} is ${JSON.stringify(value)}; allowed: nothing for a ${type} queue. Leave it out.`,
            ]);
        });
    }

    const limits: [field: keyof Queue, type: QueueType, high: number, low?: number][] = [
        ["deliveryLimit", Quorum, 1000],
        ["messageTtlSeconds", Quorum, 315_360_000],
        ["maxLength", Quorum, 1_000_000_000],
        ["maxLengthBytes", Stream, Number.MAX_SAFE_INTEGER],
        ["maxPriority", Classic, 255],
        ["initialGroupSize", Quorum, 7],
        ["expiresSeconds", Quorum, 315_360_000],
        ["maxAgeSeconds", Stream, 315_360_000],
        ["consumerTimeoutSeconds", Quorum, 604_800, 60],
    ];
    for (const [field, type, high, low = 1] of limits) {
        it(`keeps ${field} between ${low} and ${high}`, () => {
            for (const value of [low - 1, high + 1]) {
                assert.deepEqual(lines({ type, [field]: value }), [
                    `queues.q.${field} is ${value}; allowed: a whole number from ${low} to ${high}. Correct it.`,
                ]);
            }
            assert.deepEqual(lines({ type, [field]: high }), []);
        });
    }

    it("refuses an overflow where nothing can overflow", () => {
        assert.deepEqual(lines({ overflow: QueueOverflow.DropHead }), [
            'queues.q.overflow is "drop-head"; allowed: nothing without maxLength or maxLengthBytes. Set one of them as well.',
        ]);
    });

    it("refuses to be careful with dead letters that have no queue", () => {
        assert.deepEqual(lines({ deadLetterQueue: false, deadLetterAtLeastOnce: true }), [
            "queues.q.deadLetterAtLeastOnce is true; allowed: false without a dead letter queue. " +
                "Remove deadLetterQueue: false.",
        ]);
    });

    it("refuses to drop messages where no dead letter may be lost", () => {
        const queue = {
            deadLetterAtLeastOnce: true,
            maxLength: 5,
            overflow: QueueOverflow.DropHead,
        };
        assert.deepEqual(lines(queue), [
            'queues.q.overflow is "drop-head"; allowed: reject-publish. ' +
                "RabbitMQ moves dead letters safely only then: remove overflow.",
        ]);
    });

    it("keeps the wait before a redelivery between a second and a day", () => {
        assert.deepEqual(lines({ delayedRetry: { minSeconds: 0 } }), [
            "queues.q.delayedRetry.minSeconds is 0; allowed: a whole number from 1 to 86400. Correct it.",
        ]);
    });

    it("refuses a longest wait that is shorter than the shortest", () => {
        assert.deepEqual(lines({ delayedRetry: { minSeconds: 5, maxSeconds: 4 } }), [
            "queues.q.delayedRetry.maxSeconds is 4; allowed: minSeconds (5) or more. Raise it.",
        ]);
        assert.deepEqual(lines({ delayedRetry: { minSeconds: 1, maxSeconds: 1.0005 } }), [
            "queues.q.delayedRetry.maxSeconds is 1.0005; allowed: a whole number from 1 to 864000. Correct it.",
        ]);
    });

    it("refuses dead letters that would go two ways", () => {
        assert.deepEqual(lines({ deadLetterQueue: true, deadLetterExchange: "failed" }), [
            "queues.q.deadLetterQueue is true; allowed: false with deadLetterExchange. " +
                "Dead letters go one way: remove one of the two.",
        ]);
    });

    it("refuses what is said of dead letters that go nowhere", () => {
        const queue = { deadLetterRoutingKey: "x", deadLetterLimits: { maxLength: 5 } };
        assert.deepEqual(lines({ ...queue, deadLetterQueue: false }), [
            'queues.q.deadLetterLimits is {"maxLength":5}; allowed: nothing without a dead letter queue. Leave it out.',
            'queues.q.deadLetterRoutingKey is "x"; allowed: nothing without deadLetterExchange. ' +
                "Set deadLetterExchange as well.",
        ]);
    });

    it("keeps the limits of dead letters as it keeps the queue's own", () => {
        const none = { messageTtlSeconds: 0, maxLength: 0, maxLengthBytes: 0 };
        const paths = queueProblems("q", queueDefaults({ deadLetterLimits: none })).map(
            ({ path }) => path,
        );
        assert.deepEqual(
            paths,
            Object.keys(none).map((field) => `q.deadLetterLimits.${field}`),
        );
    });

    it("reports everything at once", () => {
        const queue = {
            type: Classic,
            deliveryLimit: 0,
            maxLength: 0,
            deadLetterQueue: false,
            deadLetterAtLeastOnce: true,
            singleActiveConsumer: false,
        };
        const paths = queueProblems("q", queue).map(({ path }) => path);
        assert.deepEqual(paths, [
            "q.deliveryLimit",
            "q.deadLetterAtLeastOnce",
            "q.deliveryLimit",
            "q.maxLength",
            "q.deadLetterAtLeastOnce",
        ]);
    });
});
