import assert from "node:assert/strict";

import {
    clientDefaults,
    queueDefaults,
    topologyDefaults,
} from "../../../components/topology/defaults";
import { DelayedRetryType, QueueType } from "../../../components/topology/queue";

describe("topologyDefaults", () => {
    it("puts what is declared at the top level into the default virtual host, before all others", () => {
        const { virtualHosts } = topologyDefaults({
            queues: { orders: {} },
            virtualHosts: { eu: { queues: { refunds: {} } } },
        });
        const queues = Object.entries(virtualHosts).map(([name, host]) => [
            name,
            ...Object.keys(host.queues),
        ]);
        assert.deepEqual(queues, [
            ["/", "orders"],
            ["eu", "refunds"],
        ]);
    });

    it("completes what is left out, or given as undefined, as the documentation says", () => {
        const { virtualHosts } = topologyDefaults({
            exchanges: { events: { type: undefined } },
            bindings: { all: { exchange: "events", queue: "orders", routingKey: undefined } },
            policies: { age: { pattern: "^log$", priority: undefined, definition: {} } },
        });
        assert.deepEqual(virtualHosts, {
            "/": {
                queues: {},
                exchanges: { events: { type: "topic" } },
                bindings: {
                    all: { exchange: "events", queue: "orders", routingKey: "", arguments: {} },
                },
                policies: {
                    age: { pattern: "^log$", applyTo: "queues", priority: 0, definition: {} },
                },
            },
        });
    });
});

describe("queueDefaults", () => {
    it("makes a quorum queue with a dead letter queue", () => {
        const { type, deadLetterQueue, deadLetterAtLeastOnce } = queueDefaults({});
        assert.deepEqual([type, deadLetterQueue, deadLetterAtLeastOnce], ["quorum", true, false]);
    });

    it("gives a stream no dead letter queue, and no other queue that says so", () => {
        assert.equal(queueDefaults({ type: QueueType.Classic }).deadLetterQueue, true);
        assert.equal(queueDefaults({ deadLetterQueue: false }).deadLetterQueue, false);
        assert.equal(queueDefaults({ type: QueueType.Stream }).deadLetterQueue, false);
    });

    it("lets failed messages wait up to ten times as long as at first", () => {
        assert.deepEqual(queueDefaults({ delayedRetry: { minSeconds: 2 } }).delayedRetry, {
            type: DelayedRetryType.Failed,
            minSeconds: 2,
            maxSeconds: 20,
        });
    });
});

describe("clientDefaults", () => {
    it("gives a client the default virtual host, no rights and first credentials", () => {
        assert.deepEqual(clientDefaults({}), {
            virtualHost: "/",
            publishesTo: [],
            consumesFrom: [],
            routingKeys: {},
            declares: false,
            receivesReplies: false,
            repliesTo: [],
            passwordSecret: undefined,
            credentialVersion: 1,
            revokePrevious: false,
        });
    });
});
