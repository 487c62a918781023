import assert from "node:assert/strict";

import { consumerTimeouts } from "../../../components/topology/consumerTimeouts";
import { virtualHostDefaults } from "../../../components/topology/defaults";
import { QueueType } from "../../../components/topology/queue";

describe("consumerTimeouts", () => {
    it("name the queues that do not wait for half an hour, and those that take nothing back", () => {
        const queues = {
            orders: {},
            films: { consumerTimeoutSeconds: 7200 },
            usual: { consumerTimeoutSeconds: 1800 },
            cache: { type: QueueType.Classic },
            log: { type: QueueType.Stream },
        };
        assert.deepEqual(consumerTimeouts(virtualHostDefaults({ queues })), {
            films: 7200,
            cache: 0,
            log: 0,
        });
    });
});
