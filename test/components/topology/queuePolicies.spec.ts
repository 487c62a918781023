import assert from "node:assert/strict";

import { queueDefaults, virtualHostDefaults } from "../../../components/topology/defaults";
import { PolicyTarget } from "../../../components/topology/policy";
import type { Queue } from "../../../components/topology/queue";
import { DelayedRetryType, QueueOverflow, QueueType } from "../../../components/topology/queue";
import { queueArguments, queuePolicies } from "../../../components/topology/queuePolicies";

const policy = (queue: Queue, virtualHost = "/", name = "orders") =>
    queuePolicies(virtualHost, name, queueDefaults(queue), {})[0];

const definition = (queue: Queue) => policy(queue)?.definition;

const deadLetters = {
    "dead-letter-exchange": "",
    "dead-letter-routing-key": "orders.dead-letters",
};

describe("queueArguments", () => {
    it("say nothing but the type, because nothing else could be changed later", () => {
        const queue = { type: QueueType.Classic, maxLength: 5, messageTtlSeconds: 5 };
        assert.deepEqual(queueArguments(queueDefaults(queue)), { "x-queue-type": "classic" });
    });

    it("say what RabbitMQ takes only when a queue is declared", () => {
        const queue = { type: QueueType.Classic, singleActiveConsumer: true, maxPriority: 5 };
        assert.deepEqual(queueArguments(queueDefaults(queue)), {
            "x-queue-type": "classic",
            "x-single-active-consumer": true,
            "x-max-priority": 5,
        });
    });

    it("say on how many nodes a queue or a stream is, and a policy sees that a queue stays there", () => {
        const initialGroupSize = 3;
        assert.deepEqual(queueArguments(queueDefaults({ initialGroupSize })), {
            "x-queue-type": "quorum",
            "x-quorum-initial-group-size": 3,
        });
        const stream = { type: QueueType.Stream, initialGroupSize };
        assert.deepEqual(queueArguments(queueDefaults(stream)), {
            "x-queue-type": "stream",
            "x-initial-cluster-size": 3,
        });
        const queue = { deadLetterQueue: false, initialGroupSize };
        assert.deepEqual(definition(queue), { "target-group-size": 3 });
        assert.equal(definition(stream), undefined);
    });
});

describe("queuePolicies", () => {
    it("gives a consumer the time that it may hold a message, in milliseconds", () => {
        const queue = { consumerTimeoutSeconds: 7200, deadLetterQueue: false };
        assert.deepEqual(definition(queue), { "consumer-timeout": 7_200_000 });
    });

    it("applies to its queue and no other, before any policy of the user's", () => {
        assert.deepEqual(policy({}, "eu", "orders.v1"), {
            vhost: "eu",
            name: "queue-workloads.queue.orders.v1",
            pattern: "^orders\\.v1$",
            "apply-to": PolicyTarget.QuorumQueues,
            priority: 100,
            definition: {
                "dead-letter-exchange": "",
                "dead-letter-routing-key": "orders.v1.dead-letters",
            },
        });
    });

    it("applies to the type that the queue has", () => {
        const target = (type: QueueType) => policy({ type, messageTtlSeconds: 1 })?.["apply-to"];
        assert.equal(target(QueueType.Quorum), "quorum_queues");
        assert.equal(target(QueueType.Classic), "classic_queues");
        assert.equal(target(QueueType.Stream), "streams");
    });

    it("moves dead letters to the dead letter queue unless told otherwise", () => {
        assert.deepEqual(definition({}), deadLetters);
        assert.equal(policy({ deadLetterQueue: false }), undefined);
    });

    it("makes none for a stream without limits, which has no dead letters", () => {
        assert.equal(policy({ type: QueueType.Stream }), undefined);
    });

    it("turns seconds into what RabbitMQ counts in", () => {
        assert.deepEqual(definition({ messageTtlSeconds: 60 }), {
            ...deadLetters,
            "message-ttl": 60_000,
        });
        assert.deepEqual(definition({ type: QueueType.Stream, maxAgeSeconds: 3600 }), {
            "max-age": "3600s",
        });
    });

    it("passes limits on", () => {
        const queue = { deliveryLimit: 5, maxLength: 10, overflow: QueueOverflow.RejectPublish };
        assert.deepEqual(definition(queue), {
            ...deadLetters,
            "delivery-limit": 5,
            "max-length": 10,
            overflow: "reject-publish",
        });
    });

    it("refuses what a full queue cannot take when no dead letter may be lost", () => {
        assert.deepEqual(definition({ deadLetterAtLeastOnce: true }), {
            ...deadLetters,
            "dead-letter-strategy": "at-least-once",
            overflow: "reject-publish",
        });
    });

    it("limits a queue by bytes and by the time that nobody uses it", () => {
        assert.deepEqual(definition({ maxLengthBytes: 10, expiresSeconds: 60 }), {
            ...deadLetters,
            "max-length-bytes": 10,
            expires: 60_000,
        });
    });

    it("sends dead letters to an exchange where the queue says so", () => {
        const exchange = { deadLetterExchange: "failed" };
        assert.deepEqual(definition(exchange), { "dead-letter-exchange": "failed" });
        assert.deepEqual(definition({ ...exchange, deadLetterRoutingKey: "orders" }), {
            "dead-letter-exchange": "failed",
            "dead-letter-routing-key": "orders",
        });
    });

    it("takes up what the first of the further policies says of the queue, after what the queue itself says", () => {
        const { policies } = virtualHostDefaults({
            policies: {
                all: { pattern: ".", definition: { "max-length": 1 } },
                own: {
                    pattern: "(?i)^ORDERS",
                    applyTo: PolicyTarget.QuorumQueues,
                    priority: 7,
                    definition: { "max-length": 2, "message-ttl": 3, "dead-letter-exchange": "x" },
                },
                streams: {
                    pattern: ".",
                    applyTo: PolicyTarget.Streams,
                    priority: 9,
                    definition: { "max-age": "1D" },
                },
                others: { pattern: "^rest", priority: 9, definition: { "max-length": 4 } },
            },
        });
        const [own, ofDeadLetters] = queuePolicies(
            "/",
            "orders",
            queueDefaults({ maxLength: 5 }),
            policies,
        );
        assert.deepEqual(own?.definition, { ...deadLetters, "max-length": 5, "message-ttl": 3 });
        assert.deepEqual(ofDeadLetters?.definition, {
            "delivery-limit": -1,
            "max-length": 2,
            "message-ttl": 3,
            "dead-letter-exchange": "x",
        });
        const plain = queueDefaults({ type: QueueType.Classic, deadLetterQueue: false });
        assert.deepEqual(queuePolicies("/", "orders", plain, policies), []);
    });

    it("never drops a dead letter because it was returned often, and keeps a hundred thousand of them, or as many as it is told", () => {
        const ofDeadLetters = (queue: Queue) =>
            queuePolicies("/", "orders", queueDefaults(queue), {})[1];
        assert.deepEqual(ofDeadLetters({}), {
            vhost: "/",
            name: "queue-workloads.queue.orders.dead-letters",
            pattern: "^orders\\.dead-letters$",
            "apply-to": PolicyTarget.QuorumQueues,
            priority: 100,
            definition: { "delivery-limit": -1, "max-length": 100_000 },
        });
        assert.deepEqual(ofDeadLetters({ deadLetterLimits: {} })?.definition, {
            "delivery-limit": -1,
        });
        const deadLetterLimits = { messageTtlSeconds: 60, maxLength: 5, maxLengthBytes: 7 };
        const limits = { "message-ttl": 60_000, "max-length": 5, "max-length-bytes": 7 };
        assert.deepEqual(ofDeadLetters({ deadLetterLimits })?.definition, {
            "delivery-limit": -1,
            ...limits,
        });
        const classic = { type: QueueType.Classic };
        assert.deepEqual(ofDeadLetters(classic)?.definition, { "max-length": 100_000 });
        assert.equal(ofDeadLetters({ ...classic, deadLetterLimits: {} }), undefined);
        assert.deepEqual(ofDeadLetters({ ...classic, deadLetterLimits })?.definition, limits);
    });

    it("lets a failed message wait up to ten times as long as at first", () => {
        assert.deepEqual(definition({ deadLetterQueue: false, delayedRetry: { minSeconds: 2 } }), {
            "delayed-retry-type": "failed",
            "delayed-retry-min": 2000,
            "delayed-retry-max": 20_000,
        });
    });

    it("lets messages wait as the user says", () => {
        const delayedRetry = { type: DelayedRetryType.All, minSeconds: 1, maxSeconds: 3 };
        assert.deepEqual(definition({ deadLetterQueue: false, delayedRetry }), {
            "delayed-retry-type": "all",
            "delayed-retry-min": 1000,
            "delayed-retry-max": 3000,
        });
    });
});
