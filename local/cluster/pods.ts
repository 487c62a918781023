import { setTimeout as sleep } from "node:timers/promises";

import type { V1Pod } from "@kubernetes/client-node";
import { execa } from "execa";

import { coreApi } from "./apiClient";
import type { ClusterNode } from "./clusterNode";
import { DaemonFailure } from "./daemonFailure";
import { systemPath } from "./debianPackages";

/**
 * Waits until the API server calls no container running that is not. After a crash it holds what the kubelet
 * said before, and whoever asks would take dead pods for ready ones.
 */
export async function waitForTruePodStates(
    nodes: ClusterNode[],
    timeoutMs = 60_000,
): Promise<void> {
    const api = await coreApi();
    const deadline = Date.now() + timeoutMs;
    for (;;) {
        const { items } = await api.listPodForAllNamespaces();
        const dead = supposedlyRunning(items, await runningContainers(nodes));
        if (dead.length === 0) {
            return;
        }
        if (Date.now() > deadline) {
            throw new DaemonFailure(
                "kubelet",
                `it does not notice that these ended: ${dead.join(", ")}`,
            );
        }
        await sleep(200);
    }
}

/** The pods, as NAMESPACE/NAME, that are said to have a running container which is not among `running`. */
export function supposedlyRunning(pods: V1Pod[], running: Set<string>): string[] {
    return pods
        .filter((pod) =>
            [
                ...(pod.status?.initContainerStatuses ?? []),
                ...(pod.status?.containerStatuses ?? []),
            ].some((one) => one.state?.running && !running.has(containerName(one.containerID))),
        )
        .map((pod) => `${pod.metadata?.namespace}/${pod.metadata?.name}`);
}

/** The id within `containerd://ID`. */
function containerName(id = ""): string {
    return id.slice(id.lastIndexOf("/") + 1);
}

async function runningContainers(nodes: ClusterNode[]): Promise<Set<string>> {
    const lists = await Promise.all(nodes.map(listTasks));
    const rows = lists.flatMap((list) => list.split("\n").map((line) => line.trim().split(/\s+/)));
    return new Set(rows.flatMap(([id, , state]) => (id && state === "RUNNING" ? [id] : [])));
}

async function listTasks({ containerd }: ClusterNode): Promise<string> {
    const args = ["--address", containerd.socket, "--namespace", "k8s.io", "tasks", "list"];
    const { stdout } = await execa("ctr", args, { env: { PATH: systemPath } });
    return stdout;
}
