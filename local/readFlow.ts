import type { V1Pod } from "@kubernetes/client-node";

import type { ClusterApi } from "./clusterApi";
import type { Flow } from "./flow";
import { podsIn } from "./podsIn";
import { metricSum } from "./prometheusText";

const workloadPort = 8080;
const brokerMetrics = "15692/proxy/metrics/detailed?family=queue_coarse_metrics";

/** Asks every pod in a namespace for its figures, through the API server. */
export async function readFlow(api: ClusterApi, namespace: string): Promise<Flow> {
    const pods = await livingPods(api, namespace);
    const of = (component: string) =>
        pods.filter((pod) => pod.metadata?.labels?.["app.kubernetes.io/component"] === component);
    const [producers, consumers, brokers] = await Promise.all([
        figures(api, of("producer"), `${workloadPort}/proxy/metrics`),
        figures(api, of("consumer"), `${workloadPort}/proxy/metrics`),
        figures(api, of("rabbitmq"), brokerMetrics),
    ]);
    return {
        producers: mapValues(producers, (text) => ({
            published: metricSum(text, "queue_workloads_messages_published_total"),
            confirmed: metricSum(text, "queue_workloads_messages_confirmed_total"),
        })),
        consumers: mapValues(consumers, (text) =>
            metricSum(text, "queue_workloads_messages_consumed_total"),
        ),
        // Only the node with a queue's leader counts its messages.
        queued: Object.values(brokers)
            .map((text) => metricSum(text, "rabbitmq_detailed_queue_messages"))
            .reduce((total, one) => total + one, 0),
        podsReady: pods.filter(isReady).length,
        pods: pods.length,
    };
}

async function livingPods(api: ClusterApi, namespace: string): Promise<V1Pod[]> {
    return (await podsIn(api, namespace)).filter(
        (pod) => pod.metadata?.deletionTimestamp === undefined && pod.status?.phase === "Running",
    );
}

/** By pod; a pod that does not answer yet is left out. */
async function figures(
    api: ClusterApi,
    pods: V1Pod[],
    portAndPath: string,
): Promise<{ [key: string]: string }> {
    const answers = await Promise.all(
        pods.map(async ({ metadata }) => {
            const pod = `/api/v1/namespaces/${metadata?.namespace}/pods/${metadata?.name}`;
            const text = await api.get(`${pod}:${portAndPath}`).catch(() => undefined);
            return [metadata?.name ?? "", text] as const;
        }),
    );
    return Object.fromEntries(answers.filter((answer): answer is [string, string] => !!answer[1]));
}

function isReady(pod: V1Pod): boolean {
    return (pod.status?.conditions ?? []).some(
        ({ type, status }) => type === "Ready" && status === "True",
    );
}

function mapValues<T>(
    record: { [key: string]: string },
    change: (value: string) => T,
): { [key: string]: T } {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
