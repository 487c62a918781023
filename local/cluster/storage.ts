import type { V1StorageClass } from "@kubernetes/client-node";

/** The name by which the StorageClass and the provisioner find each other. */
export const provisioner = "queue-workloads.local/folder";

/** The default StorageClass: a folder of the node for each claim, removed with the claim. */
export function storageClass(): V1StorageClass {
    return {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: {
            name: "local",
            annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
        },
        provisioner,
        volumeBindingMode: "WaitForFirstConsumer",
        reclaimPolicy: "Delete",
        // Sizes are nominal: nothing enforces them, and a claim may grow in place.
        allowVolumeExpansion: true,
    };
}
