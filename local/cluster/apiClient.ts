import type { KubernetesObject } from "@kubernetes/client-node";

import { kubeconfigPath } from "../paths";

const fieldManager = "queue-workloads-local";

/** A client of the local cluster and of no other. The library takes most of a second to load: only on demand. */
async function connect() {
    const library = await import("@kubernetes/client-node");
    const config = new library.KubeConfig();
    config.loadFromFile(kubeconfigPath);
    return { library, config };
}

export async function coreApi() {
    const { library, config } = await connect();
    return config.makeApiClient(library.CoreV1Api);
}

/** Makes objects as described, whether they are there or not. */
export async function applyObjects(objects: KubernetesObject[]): Promise<void> {
    const { library, config } = await connect();
    const api = library.KubernetesObjectApi.makeApiClient(config);
    const strategy = library.PatchStrategy.ServerSideApply;
    await Promise.all(
        objects.map((one) => api.patch(one, undefined, undefined, fieldManager, true, strategy)),
    );
}
