import type { V1Pod, V1PodList } from "@kubernetes/client-node";

import type { ClusterApi } from "./clusterApi";

/** Every pod of a stack, by its labels. */
export async function podsOf(api: ClusterApi, stack: string): Promise<V1Pod[]> {
    const selector = `app.kubernetes.io/part-of=queue-workloads,app.kubernetes.io/instance=${stack}`;
    const list = await api.get(`/api/v1/pods?labelSelector=${encodeURIComponent(selector)}`);
    return (JSON.parse(list) as V1PodList).items;
}
