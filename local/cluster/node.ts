import { setTimeout as sleep } from "node:timers/promises";

import type { V1Node } from "@kubernetes/client-node";

import { coreApi } from "./apiClient";
import type { ClusterNode } from "./clusterNode";
import { DaemonFailure } from "./daemonFailure";

/** Waits until the kubelet itself says, after `since`, that the node takes pods. */
export async function waitForNode(
    { name, suffix }: ClusterNode,
    since: Date,
    timeoutMs = 60_000,
): Promise<void> {
    const api = await coreApi();
    const deadline = Date.now() + timeoutMs;
    for (;;) {
        const node = await api.readNode({ name }).catch(() => undefined);
        const fault = nodeFault(node, since);
        if (fault === undefined) {
            return;
        }
        if (Date.now() > deadline) {
            throw new DaemonFailure(`kubelet${suffix}`, fault);
        }
        await sleep(100);
    }
}

/** Why the node does not take pods; what it said before `since` does not count. */
export function nodeFault(node: V1Node | undefined, since: Date): string | undefined {
    if (node === undefined) {
        return "its node is not registered";
    }
    const ready = node.status?.conditions?.find((one) => one.type === "Ready");
    if (ready?.status !== "True") {
        return `its node is not ready: ${ready?.message ?? "unknown"}`;
    }
    // The API keeps whole seconds.
    const sinceSecond = Math.floor(since.getTime() / 1000) * 1000;
    const heard = ready.lastHeartbeatTime?.getTime() ?? 0;
    return heard < sinceSecond ? "it has not reported about its node" : undefined;
}
