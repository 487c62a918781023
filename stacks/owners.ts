import { existsSync } from "node:fs";

import type { CoreV1Api, V1ObjectMeta } from "@kubernetes/client-node";

import type { ClusterAccess } from "./clusterAccess";
import { kubernetesClient } from "./kubernetesClient";

/** The stack that an object in the cluster belongs to. */
export interface Owner {
    project: string;
    stack: string;
}

/** Objects whose owners are asked for. */
export interface OwnerLookup {
    namespace: (name: string) => Promise<Owner | undefined>;
    /** A broker and every workload has a ServiceAccount of its own name. */
    serviceAccount: (name: string, namespace: string) => Promise<Owner | undefined>;
}

/** Asks the stack's cluster. What is not there, carries no owner or cannot be asked for has none. */
export function clusterOwners(access: ClusterAccess): OwnerLookup {
    let connected: Promise<CoreV1Api> | undefined;
    const ask = async (read: (api: CoreV1Api) => Promise<{ metadata?: V1ObjectMeta }>) => {
        try {
            return ownerOf((await read(await (connected ??= connect(access)))).metadata);
        } catch {
            // Without a cluster a preview still works; with one, Pulumi reports by itself what fails.
            return undefined;
        }
    };
    return {
        namespace: (name) => ask((api) => api.readNamespace({ name })),
        serviceAccount: (name, namespace) =>
            ask((api) => api.readNamespacedServiceAccount({ name, namespace })),
    };
}

export function ownerOf(metadata: V1ObjectMeta | undefined): Owner | undefined {
    const stack = metadata?.labels?.["app.kubernetes.io/instance"];
    const project = metadata?.labels?.["app.kubernetes.io/part-of"];
    const isOurs = metadata?.labels?.["app.kubernetes.io/managed-by"] === "pulumi";
    return isOurs && stack && project ? { project, stack } : undefined;
}

async function connect({ kubeconfig, context }: ClusterAccess): Promise<CoreV1Api> {
    const { CoreV1Api, KubeConfig } = await kubernetesClient();
    const config = new KubeConfig();
    if (kubeconfig === undefined) {
        config.loadFromDefault();
    } else if (existsSync(kubeconfig)) {
        config.loadFromFile(kubeconfig);
    } else {
        config.loadFromString(kubeconfig);
    }
    config.setCurrentContext(context);
    return config.makeApiClient(CoreV1Api);
}
