import assert from "node:assert/strict";

import type { Flow } from "../../local/flow";
import { flowLine, stagnation } from "../../local/flow";

const before: Flow = {
    producers: { "api-0": { published: 40, confirmed: 38 } },
    consumers: { "worker-a": 12, "worker-b": 13, "worker-c": 13 },
    queued: 2,
    podsReady: 7,
    pods: 7,
};
const after: Flow = {
    ...before,
    producers: { "api-0": { published: 60, confirmed: 60 } },
    consumers: { "worker-a": 20, "worker-b": 20, "worker-c": 20 },
};

describe("the flow of messages", () => {
    it("is there when the broker confirms and every consumer receives", () => {
        assert.deepEqual(stagnation(before, after, 3), []);
    });

    it("is not there when the broker confirms nothing", () => {
        assert.deepEqual(stagnation(before, { ...after, producers: before.producers }, 3), [
            "the broker confirmed no message of any producer",
        ]);
    });

    it("is not there when one consumer receives nothing", () => {
        const consumers = { ...after.consumers, "worker-b": 13 };
        assert.deepEqual(stagnation(before, { ...after, consumers }, 3), [
            "consumer worker-b received no message",
        ]);
    });

    it("is not there when a consumer is missing", () => {
        const consumers = { "worker-a": 20, "worker-b": 20 };
        assert.deepEqual(stagnation(before, { ...after, consumers }, 3), [
            "2 of 3 consumer pods answer",
        ]);
    });

    it("counts a pod that came in between", () => {
        const consumers = { "worker-a": 20, "worker-b": 20, "worker-d": 4 };
        assert.deepEqual(stagnation(before, { ...after, consumers }, 3), []);
    });

    it("is one line to read", () => {
        assert.equal(
            flowLine(before),
            "published 40   confirmed 38   in queues 2   consumed 12 + 13 + 13   pods ready 7/7",
        );
    });
});
