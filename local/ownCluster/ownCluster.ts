import type { CoreV1Api, KubeConfig, V1Namespace } from "@kubernetes/client-node";

import { ClusterApi } from "../clusterApi";

/** A cluster that somebody has already, by a context of that person's kubeconfig. */
export interface OwnCluster {
    context: string;
    server: string;
    /** The same as long as the cluster lives, whatever its context is called. */
    id: string;
    core: CoreV1Api;
    api: ClusterApi;
}

/** Connects to the cluster of a context, never of the current one; undefined where no kubeconfig has the context. */
export async function ownCluster(context: string): Promise<OwnCluster | undefined> {
    const { CoreV1Api } = await import("@kubernetes/client-node");
    const config = await callersKubeconfig();
    if (config.getContextObject(context) === null) {
        return undefined;
    }
    config.setCurrentContext(context);
    const server = config.getCurrentCluster()?.server ?? "";
    const core = config.makeApiClient(CoreV1Api);
    const id = await clusterId(core).catch((error: Error) => {
        const reason = error.cause instanceof Error ? error.cause.message : error.message;
        throw new Error(`the cluster of context ${context} (${server}) does not answer: ${reason}`);
    });
    return { context, server, id, core, api: new ClusterApi(config) };
}

/** For the message that a context is not there. */
export async function contextNames(): Promise<string[]> {
    const config = await callersKubeconfig();
    return config.getContexts().map(({ name }) => name);
}

async function callersKubeconfig(): Promise<KubeConfig> {
    // Takes most of a second to load.
    const { KubeConfig: Reader } = await import("@kubernetes/client-node");
    const config = new Reader();
    config.loadFromDefault();
    return config;
}

export async function findNamespace(
    { core }: Pick<OwnCluster, "core">,
    name: string,
): Promise<V1Namespace | undefined> {
    const { ApiException } = await import("@kubernetes/client-node");
    try {
        return await core.readNamespace({ name });
    } catch (error) {
        if (error instanceof ApiException && error.code === 404) {
            return undefined;
        }
        throw error;
    }
}

/** That namespace is made once, with the cluster, and cannot be deleted. */
async function clusterId(core: CoreV1Api): Promise<string> {
    const { metadata } = await core.readNamespace({ name: "kube-system" });
    return metadata?.uid ?? "";
}
