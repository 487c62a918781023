import type { V1Pod, V1PodList } from "@kubernetes/client-node";

import type { ClusterApi } from "./clusterApi";

/** The pods of the broker and the workloads in a namespace. They name no stack. */
export async function podsIn(api: ClusterApi, namespace: string): Promise<V1Pod[]> {
    const selector = encodeURIComponent("app.kubernetes.io/component");
    const list = await api.get(`/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`);
    return (JSON.parse(list) as V1PodList).items;
}
