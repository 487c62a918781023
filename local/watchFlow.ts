import { setTimeout as delay } from "node:timers/promises";

import type { ClusterApi } from "./clusterApi";
import type { Flow } from "./flow";
import { flowLine, stagnation } from "./flow";
import { interruption } from "./interruption";
import { readFlow } from "./readFlow";
import type { Report } from "./report";

/** How long to show what flows. */
const shownSeconds = 6;
/** How long every consumer may take to receive something. */
const timeoutSeconds = 60;

export interface Watch {
    namespace: string;
    consumers: number;
    /** The command line by which a person reaches the cluster. */
    kubectl: string;
}

/** Shows what flows, once a second. Throws with the reason when messages do not reach every consumer. */
export async function watchFlow(api: ClusterApi, watch: Watch, report: Report): Promise<void> {
    const first = await readFlow(api, watch.namespace);
    for (let second = 1; ; second++) {
        await delay(1_000, undefined, { signal: interruption });
        const now = await readFlow(api, watch.namespace);
        report(flowLine(now));
        if (second < shownSeconds) {
            continue;
        }
        const problems = stagnation(first, now, watch.consumers);
        if (problems.length === 0) {
            return;
        }
        if (second >= timeoutSeconds) {
            throw new Error(reasonFor(problems, now, watch));
        }
    }
}

function reasonFor(problems: string[], { podsReady, pods }: Flow, watch: Watch): string {
    return [
        "messages do not flow:",
        ...problems.map((problem) => `- ${problem}`),
        `${podsReady} of ${pods} pods are ready; look at: ${watch.kubectl} get pods -n ${watch.namespace}`,
    ].join("\n");
}
