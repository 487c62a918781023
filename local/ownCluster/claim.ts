import { randomUUID } from "node:crypto";

import type { V1Namespace } from "@kubernetes/client-node";

import { findNamespace, type OwnCluster } from "./ownCluster";
import { defaultNamespace, type Trial } from "./trial";

const idAnnotation = "queue-workloads/trial";

/** The trial that is there, or a new one. Throws where it would use a namespace that `npm start` has not made. */
export async function claimTrial(
    cluster: OwnCluster,
    known: Trial | undefined,
    wanted: string | undefined,
): Promise<Trial> {
    const down = `npm run down -- --context ${cluster.context}`;
    if (known === undefined) {
        const namespace = wanted ?? defaultNamespace;
        if (await findNamespace(cluster, namespace)) {
            throw new Error(
                `the namespace ${namespace} is there already, and this machine has not made it: name another one with --namespace`,
            );
        }
        const { context, id: clusterId } = cluster;
        return { context, clusterId, namespace, id: randomUUID() };
    }
    if (known.clusterId !== cluster.id) {
        throw new Error(
            `context ${cluster.context} names another cluster than when the stack was made: ${down} forgets that stack`,
        );
    }
    if (wanted !== undefined && wanted !== known.namespace) {
        throw new Error(`the stack runs in the namespace ${known.namespace}: first ${down}`);
    }
    const found = await findNamespace(cluster, known.namespace);
    if (found && !isMadeBy(known, found)) {
        throw new Error(foreignNamespace(known));
    }
    return known;
}

/** Makes the namespace of a trial where it is not there. */
export async function ensureNamespace(cluster: OwnCluster, trial: Trial): Promise<void> {
    if (await findNamespace(cluster, trial.namespace)) {
        return;
    }
    await cluster.core.createNamespace({
        body: {
            metadata: {
                name: trial.namespace,
                annotations: { [idAnnotation]: trial.id },
                labels: { "pod-security.kubernetes.io/enforce": "restricted" },
            },
        },
    });
}

export function isMadeBy({ id }: Trial, { metadata }: V1Namespace): boolean {
    return metadata?.annotations?.[idAnnotation] === id;
}

export function foreignNamespace({ context, namespace }: Trial): string {
    return `the namespace ${namespace} on context ${context} is another one than the one that npm start made there: nothing is touched`;
}
