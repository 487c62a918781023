import type { V1PersistentVolume } from "@kubernetes/client-node";

import { coreApi } from "./apiClient";
import { type ClusterNode, clusterNodes, rememberNodes } from "./clusterNode";
import { killAll, nodeProcesses, removeControlGroup } from "./controlGroup";
import { removeFolders } from "./mounts";
import { cutWire, removeNamespaces } from "./namespaces";

/** Takes nodes out of the cluster: pods find a place on another one, volumes do not, so there must be none. */
export async function removeNodes(
    nodes: ClusterNode[],
    report: (line: string) => void,
): Promise<void> {
    if (nodes.length === 0) {
        return;
    }
    const api = await coreApi();
    const { items } = await api.listPersistentVolume();
    const problems = nodes.flatMap(({ name }) => volumesProblem(name, items));
    if (problems.length > 0) {
        throw new Error(`${problems.join("\n")}\nDelete these claims first, or run: npm run down`);
    }
    for (const node of nodes) {
        report(`removing ${node.name}`);
        await api.deleteNode({ name: node.name });
        await stopNode(node);
        await removeFolders([node.containerd.state, ...Object.values(node.paths)]);
        await removeControlGroup(node);
        rememberNodes(clusterNodes().filter(({ number }) => number !== node.number));
    }
}

/** Ends a node as when its power fails: nobody hears from it any more, and then nothing runs. */
export async function stopNode(node: ClusterNode): Promise<void> {
    await cutWire(node);
    await killAll(() => nodeProcesses(node));
    await removeNamespaces(node);
}

/** What keeps a node from being removed, if anything. */
export function volumesProblem(node: string, volumes: V1PersistentVolume[]): string[] {
    const claims = volumes
        .filter((volume) => nodesOf(volume).includes(node))
        .map(({ spec }) => `${spec?.claimRef?.namespace}/${spec?.claimRef?.name}`);
    return claims.length > 0 ? [`${node} holds volumes of ${claims.join(", ")}.`] : [];
}

function nodesOf({ spec }: V1PersistentVolume): string[] {
    const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
    return terms
        .flatMap((term) => term.matchExpressions ?? [])
        .flatMap(({ values }) => values ?? []);
}
