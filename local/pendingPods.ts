import { setTimeout as delay } from "node:timers/promises";

import type { V1Pod } from "@kubernetes/client-node";

import type { ClusterApi } from "./clusterApi";
import { podsIn } from "./podsIn";
import type { Report } from "./report";

const intervalMs = 3_000;

/** Runs `action` and meanwhile reports, once each, why pods in a namespace find no node. Pulumi does not say it. */
export async function withPendingPodsReported<T>(
    api: ClusterApi,
    namespace: string,
    report: Report,
    action: () => Promise<T>,
): Promise<T> {
    const ended = new AbortController();
    const watch = reportPendingPods(api, namespace, report, ended.signal);
    try {
        return await action();
    } finally {
        ended.abort();
        await watch;
    }
}

async function reportPendingPods(
    api: ClusterApi,
    namespace: string,
    report: Report,
    ended: AbortSignal,
): Promise<void> {
    const said = new Set<string>();
    while (!ended.aborted) {
        const pods = await podsIn(api, namespace).catch(() => []);
        for (const reason of unscheduled(pods).filter((one) => !said.has(one))) {
            said.add(reason);
            report(reason);
        }
        await delay(intervalMs, undefined, { signal: ended }).catch(() => undefined);
    }
}

/** One line for each pod that the scheduler has found no node for, with its reason. */
export function unscheduled(pods: V1Pod[]): string[] {
    return pods.flatMap(({ metadata, status }) => {
        const scheduled = status?.conditions?.find(({ type }) => type === "PodScheduled");
        return scheduled?.status === "False"
            ? [`pod ${metadata?.namespace}/${metadata?.name} is pending: ${scheduled.message}`]
            : [];
    });
}
