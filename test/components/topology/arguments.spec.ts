import assert from "node:assert/strict";

import {
    deadLetterQueueName,
    ExchangeType,
    hasDeadLetterQueue,
    publishedQueues,
    QueueType,
    topicExchanges,
    virtualHosts,
} from "../../../components/topology/arguments";

describe("virtualHosts", () => {
    it("starts with the default one and what is declared at the top level", () => {
        const queues = { orders: {} };
        const eu = { queues: { refunds: {} } };
        const hosts = virtualHosts({ queues, virtualHosts: { eu }, clients: { api: {} } });
        assert.deepEqual(
            hosts.map(([name]) => name),
            ["/", "eu"],
        );
        assert.deepEqual(hosts[0]?.[1].queues, queues);
        assert.equal(hosts[1]?.[1], eu);
    });
});

describe("hasDeadLetterQueue", () => {
    it("is true unless the queue says otherwise or is a stream", () => {
        assert.equal(hasDeadLetterQueue({}), true);
        assert.equal(hasDeadLetterQueue({ type: QueueType.Classic }), true);
        assert.equal(hasDeadLetterQueue({ deadLetterQueue: false }), false);
        assert.equal(hasDeadLetterQueue({ type: QueueType.Stream }), false);
    });

    it("comes with a name that says whose dead letters they are", () => {
        assert.equal(deadLetterQueueName("orders"), "orders.dead-letters");
    });
});

describe("publishedQueues", () => {
    const topology = {
        queues: { orders: {}, refunds: {}, idle: {} },
        exchanges: { events: {} },
        virtualHosts: { eu: { queues: { orders: {} } } },
        clients: {
            a: { publishesTo: ["refunds", "orders", "events"] },
            b: { publishesTo: ["orders", "undeclared"], consumesFrom: ["idle"] },
            c: { virtualHost: "eu", publishesTo: ["orders"] },
        },
    };

    it("are the queues that some client publishes to, once each and in order", () => {
        assert.deepEqual(publishedQueues(topology, "/"), ["orders", "refunds"]);
    });

    it("are told apart by virtual host", () => {
        assert.deepEqual(publishedQueues(topology, "eu"), ["orders"]);
        assert.deepEqual(publishedQueues(topology, "us"), []);
    });
});

describe("topicExchanges", () => {
    it("are those that say so or say nothing, in one virtual host", () => {
        const topology = {
            exchanges: {
                events: {},
                audit: { type: ExchangeType.Topic },
                all: { type: ExchangeType.Fanout },
            },
            virtualHosts: { eu: { exchanges: { refunds: {} } } },
        };
        assert.deepEqual(topicExchanges(topology, "/"), ["events", "audit"]);
        assert.deepEqual(topicExchanges(topology, "eu"), ["refunds"]);
        assert.deepEqual(topicExchanges(topology, "us"), []);
    });
});
