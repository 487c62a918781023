import assert from "node:assert/strict";

import { topologyDefaults } from "../../../components/topology/defaults";
import { publishedQueues } from "../../../components/topology/publishedQueues";

describe("publishedQueues", () => {
    const topology = topologyDefaults({
        queues: { orders: {}, refunds: {}, idle: {} },
        exchanges: { events: {} },
        virtualHosts: { eu: { queues: { orders: {} } } },
        clients: {
            a: { publishesTo: ["refunds", "orders", "events"] },
            b: { publishesTo: ["orders", "undeclared", "toString"], consumesFrom: ["idle"] },
            c: { virtualHost: "eu", publishesTo: ["orders"] },
        },
    });

    it("are the queues that some client publishes to, once each and in order", () => {
        assert.deepEqual(publishedQueues(topology, "/"), ["orders", "refunds"]);
    });

    it("are those of one virtual host", () => {
        assert.deepEqual(publishedQueues(topology, "eu"), ["orders"]);
        assert.deepEqual(publishedQueues(topology, "us"), []);
    });
});
