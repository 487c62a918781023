import assert from "node:assert/strict";

import { ApiException, type CoreV1Api, type V1Namespace } from "@kubernetes/client-node";

import { claimTrial, ensureNamespace } from "../../../local/ownCluster/claim";
import type { OwnCluster } from "../../../local/ownCluster/ownCluster";
import type { Trial } from "../../../local/ownCluster/trial";

/** A cluster that has these namespaces, and takes new ones. */
function clusterWith(...namespaces: V1Namespace[]): OwnCluster & { namespaces: V1Namespace[] } {
    const core = {
        readNamespace: ({ name }: { name: string }) => {
            const found = namespaces.find(({ metadata }) => metadata?.name === name);
            return found
                ? Promise.resolve(found)
                : Promise.reject(new ApiException(404, "not found", {}, {}));
        },
        createNamespace: ({ body }: { body: V1Namespace }) => {
            namespaces.push(body);
            return Promise.resolve(body);
        },
    } as unknown as CoreV1Api;
    const cluster = { context: "c", server: "https://s", id: "cluster-1", core };
    return { ...cluster, namespaces } as OwnCluster & { namespaces: V1Namespace[] };
}

const namespace = (name: string, id?: string): V1Namespace => ({
    metadata: { name, annotations: id === undefined ? {} : { "queue-workloads/trial": id } },
});
const known: Trial = { context: "c", clusterId: "cluster-1", namespace: "own", id: "id-1" };

describe("the namespace on somebody's cluster", () => {
    it("is a new one, which says by whom it was made", async () => {
        const cluster = clusterWith(namespace("theirs"));
        const trial = await claimTrial(cluster, undefined, undefined);
        assert.equal(trial.namespace, "queue-workloads");
        assert.equal(trial.clusterId, "cluster-1");
        await ensureNamespace(cluster, trial);
        await ensureNamespace(cluster, trial);
        assert.deepEqual(
            cluster.namespaces.map(({ metadata }) => metadata?.name),
            ["theirs", "queue-workloads"],
        );
        assert.deepEqual(await claimTrial(cluster, trial, undefined), trial);
    });

    it("is none that is there already", async () => {
        const cluster = clusterWith(namespace("theirs"), namespace("queue-workloads", "another"));
        for (const wanted of ["theirs", undefined]) {
            await assert.rejects(
                claimTrial(cluster, undefined, wanted),
                /^Error: the namespace \S+ is there already, and this machine has not made it: name another one with --namespace$/,
            );
        }
    });

    it("is refused when another one has taken its place", async () => {
        await assert.rejects(
            claimTrial(clusterWith(namespace("own")), known, undefined),
            /another one than the one that npm start made there: nothing is touched/,
        );
    });

    it("is made again when it was deleted by hand", async () => {
        assert.deepEqual(await claimTrial(clusterWith(), known, "own"), known);
    });

    it("is refused when the context names another cluster now", async () => {
        await assert.rejects(
            claimTrial({ ...clusterWith(), id: "cluster-2" }, known, undefined),
            /names another cluster than when the stack was made: npm run down -- --context c forgets/,
        );
    });

    it("stays the same from one start to the next", async () => {
        await assert.rejects(
            claimTrial(clusterWith(namespace("own", "id-1")), known, "other"),
            /runs in the namespace own: first npm run down -- --context c$/,
        );
    });
});
