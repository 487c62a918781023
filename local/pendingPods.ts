import { setTimeout as delay } from "node:timers/promises";

import type { V1Pod } from "@kubernetes/client-node";

import { ClusterApi } from "./clusterApi";
import type { Report } from "./report";
import { podsOf } from "./stackPods";

const intervalMs = 3_000;

/** Runs `action` and meanwhile reports, once each, why pods of a stack find no node. Pulumi does not say it. */
export async function withPendingPodsReported<T>(
    stack: string,
    report: Report,
    action: () => Promise<T>,
): Promise<T> {
    const ended = new AbortController();
    const watch = reportPendingPods(stack, report, ended.signal);
    try {
        return await action();
    } finally {
        ended.abort();
        await watch;
    }
}

async function reportPendingPods(stack: string, report: Report, ended: AbortSignal): Promise<void> {
    const api = await ClusterApi.connect();
    const said = new Set<string>();
    while (!ended.aborted) {
        const pods = await podsOf(api, stack).catch(() => []);
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
