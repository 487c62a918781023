import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { V1PersistentVolume, V1StorageClass } from "@kubernetes/client-node";

import { clusterName } from "../paths";
import { applyObjects, coreApi } from "./apiClient";
import { nodePaths } from "./nodePaths";

const className = "local";
const volumeNames = Array.from({ length: 20 }, (_, i) => `local-${String(i + 1).padStart(2, "0")}`);

/**
 * Makes the default StorageClass and the volumes that it hands out. They are `local` volumes, made beforehand:
 * those honour fsGroup, without which a broker that is not root cannot write.
 */
export async function ensureVolumes(): Promise<void> {
    for (const name of volumeNames) {
        mkdirSync(volumeDir(name), { recursive: true });
    }
    await applyObjects([storageClass(), ...volumeNames.map(volume)]);
}

/** Empties the volumes whose claim is gone and offers them again; returns their names. */
export async function wipeReleasedVolumes(): Promise<string[]> {
    const api = await coreApi();
    const { items } = await api.listPersistentVolume();
    const released = releasedVolumes(items);
    for (const name of released) {
        rmSync(volumeDir(name), { recursive: true, force: true });
        mkdirSync(volumeDir(name));
        const path = "/spec/claimRef";
        await api.patchPersistentVolume({ name, body: [{ op: "remove", path }] });
    }
    return released;
}

/** The names of our volumes whose claim was deleted. */
export function releasedVolumes(volumes: V1PersistentVolume[]): string[] {
    return volumes
        .filter((one) => one.status?.phase === "Released")
        .map((one) => one.metadata?.name ?? "")
        .filter((name) => volumeNames.includes(name));
}

export function storageClass(): V1StorageClass {
    return {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: {
            name: className,
            annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
        },
        provisioner: "kubernetes.io/no-provisioner",
        volumeBindingMode: "WaitForFirstConsumer",
        reclaimPolicy: "Retain",
        allowVolumeExpansion: true,
    };
}

export function volume(name: string): V1PersistentVolume {
    return {
        apiVersion: "v1",
        kind: "PersistentVolume",
        metadata: { name },
        spec: {
            // Nominal: nothing enforces it, and a claim may grow up to it in place.
            capacity: { storage: "100Gi" },
            accessModes: ["ReadWriteOnce"],
            volumeMode: "Filesystem",
            persistentVolumeReclaimPolicy: "Retain",
            storageClassName: className,
            local: { path: volumeDir(name) },
            nodeAffinity: {
                required: {
                    nodeSelectorTerms: [
                        {
                            matchExpressions: [
                                {
                                    key: "kubernetes.io/hostname",
                                    operator: "In",
                                    values: [clusterName],
                                },
                            ],
                        },
                    ],
                },
            },
        },
    };
}

function volumeDir(name: string): string {
    return join(nodePaths.volumes, name);
}
