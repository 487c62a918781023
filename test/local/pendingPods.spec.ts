import assert from "node:assert/strict";

import type { V1Pod } from "@kubernetes/client-node";

import { unscheduled } from "../../local/pendingPods";

describe("the pods that find no node", () => {
    const pod = (name: string, status: string, message?: string): V1Pod => ({
        metadata: { namespace: "shop", name },
        status: { phase: "Pending", conditions: [{ type: "PodScheduled", status, message }] },
    });

    it("are named with the scheduler's reason", () => {
        const pods = [pod("rabbitmq-0", "True"), pod("rabbitmq-1", "False", "Insufficient cpu.")];
        assert.deepEqual(unscheduled(pods), ["pod shop/rabbitmq-1 is pending: Insufficient cpu."]);
    });

    it("are none while the scheduler has not looked at them", () => {
        assert.deepEqual(unscheduled([{ metadata: { name: "new" }, status: {} }]), []);
    });
});
