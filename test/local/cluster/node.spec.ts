import assert from "node:assert/strict";

import type { V1Node } from "@kubernetes/client-node";

import { nodeFault } from "../../../local/cluster/node";

describe("the fault of a node", () => {
    const started = new Date("2026-01-01T10:00:30.900Z");
    const node = (status: string, heard: string, message = ""): V1Node => ({
        status: {
            conditions: [{ type: "Ready", status, message, lastHeartbeatTime: new Date(heard) }],
        },
    });

    it("is none when it reported that it is ready, in the same second or later", () => {
        assert.equal(nodeFault(node("True", "2026-01-01T10:00:30Z"), started), undefined);
    });

    it("is its silence when what it said is from before a crash", () => {
        const fault = nodeFault(node("True", "2026-01-01T10:00:29Z"), started);
        assert.equal(fault, "it has not reported about its node");
    });

    it("is what the kubelet complains about", () => {
        const fault = nodeFault(node("False", "2026-01-01T10:01:00Z", "no CNI plugin"), started);
        assert.equal(fault, "its node is not ready: no CNI plugin");
    });

    it("is its absence before it registered", () => {
        assert.equal(nodeFault(undefined, started), "its node is not registered");
    });
});
