import assert from "node:assert/strict";

import { ExchangeType } from "../../../components/topology/arguments";
import { topologyDefaults } from "../../../components/topology/defaults";
import { QueueType } from "../../../components/topology/queue";
import { exchangeTypes, queueTypes } from "../../../components/topology/recordedTypes";

describe("queueTypes", () => {
    it("lists each queue's type in an order of its own", () => {
        const log = { type: QueueType.Stream };
        const topology = topologyDefaults({
            queues: { orders: {}, log },
            virtualHosts: { us: {}, eu: { queues: { orders: { type: QueueType.Classic } } } },
        });
        assert.equal(
            JSON.stringify(queueTypes(topology)),
            '{"/":{"log":"stream","orders":"quorum"},"eu":{"orders":"classic"}}',
        );
    });

    it("names what else can never change", () => {
        const queue = { type: QueueType.Classic, singleActiveConsumer: true, maxPriority: 5 };
        assert.deepEqual(queueTypes(topologyDefaults({ queues: { queue } })), {
            "/": { queue: "classic (x-single-active-consumer: true, x-max-priority: 5)" },
        });
    });
});

describe("exchangeTypes", () => {
    it("lists those that are declared, and those through which clients publish to queues", () => {
        const topology = topologyDefaults({
            queues: { orders: {}, refunds: {} },
            exchanges: { events: {}, all: { type: ExchangeType.Fanout } },
            clients: { api: { publishesTo: ["orders", "events"] } },
        });
        assert.equal(
            JSON.stringify(exchangeTypes(topology)),
            '{"/":{"all":"fanout","events":"topic","orders":"direct"}}',
        );
    });
});
