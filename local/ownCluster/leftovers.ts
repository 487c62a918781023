import type { CoreV1Api, KubernetesObject } from "@kubernetes/client-node";

import { trialStack } from "./trial";

/** What stands in a namespace that neither the trial nor Kubernetes itself has put there. */
export async function foreignObjects(core: CoreV1Api, namespace: string): Promise<string[]> {
    const lists = await Promise.all([
        core.listNamespacedPod({ namespace }),
        core.listNamespacedService({ namespace }),
        core.listNamespacedConfigMap({ namespace }),
        core.listNamespacedSecret({ namespace }),
        core.listNamespacedPersistentVolumeClaim({ namespace }),
    ]);
    const kinds = ["Pod", "Service", "ConfigMap", "Secret", "PersistentVolumeClaim"];
    return lists.flatMap(({ items }, i) =>
        items.filter(isForeign).map(({ metadata }) => `${kinds[i]} ${metadata?.name}`),
    );
}

const ownComponents = ["rabbitmq", "rabbitmq-topology", "producer", "consumer"];

export function isForeign({ metadata, ...rest }: KubernetesObject): boolean {
    const labels = metadata?.labels ?? {};
    const isOwn =
        labels["app.kubernetes.io/instance"] === trialStack ||
        // Pods and claims carry no stack's name.
        ownComponents.includes(labels["app.kubernetes.io/component"] ?? "");
    const isKubernetes =
        metadata?.name === "kube-root-ca.crt" ||
        (rest as { type?: string }).type === "kubernetes.io/service-account-token";
    return !isOwn && !isKubernetes && metadata?.deletionTimestamp === undefined;
}
