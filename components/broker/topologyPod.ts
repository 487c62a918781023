import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

import { deadLetterSuffix } from "../topology/deadLetters";
import { inventoryName, ownerTag, queuePolicyPrefix } from "../topology/marks";
import type { BrokerSettings } from "./arguments";
import type { JobPod } from "./jobs";
import { caKey } from "./tls";
import { tlsDirectory } from "./tlsConf";

/** What the Job mounts. The names are made by Pulumi: a change of what is in one is a new name, and so a new Job. */
export interface TopologyObjects {
    definitions: Input<string>;
    administrator: Input<string>;
    reconciler: Input<string>;
}

/** What the reconciler does: bring the broker to what is declared, or add what has gone since. */
export enum ReconcilerTask {
    Apply = "apply",
    Restore = "restore",
}

/** The pod that runs the reconciler beside a running broker. */
export function topologyPod(
    task: ReconcilerTask,
    owner: string,
    settings: BrokerSettings,
    objects: TopologyObjects,
): JobPod {
    const { image, tls } = settings;
    return {
        serviceAccountName: owner,
        container: {
            name: "topology",
            image,
            command: ["escript", "/run/reconciler/reconcile.escript", task],
            env: Object.entries(reconcilerVariables(owner, settings)).map(([name, value]) => ({
                name,
                value,
            })),
            memoryLimit: "256Mi",
            volumeMounts: [
                { name: "definitions", mountPath: "/run/definitions", readOnly: true },
                { name: "administrator", mountPath: "/run/administrator", readOnly: true },
                { name: "reconciler", mountPath: "/run/reconciler", readOnly: true },
                ...(tls ? [{ name: "tls", mountPath: tlsDirectory, readOnly: true }] : []),
            ],
        },
        volumes: volumes(objects, tls),
    };
}

/** What the reconciler is told besides the definitions. */
export function reconcilerVariables(
    owner: string,
    { replicas, topology }: Pick<BrokerSettings, "replicas" | "topology">,
) {
    return {
        INVENTORY: inventoryName(owner),
        OWNER_TAG: ownerTag(owner),
        QUEUE_POLICY_PREFIX: queuePolicyPrefix,
        DEAD_LETTER_SUFFIX: deadLetterSuffix,
        DELETE_UNUSED: String(topology.deleteUnused),
        NODES: String(replicas),
        // Erlang would start as many schedulers as the Kubernetes node has cores, each with memory of its own.
        ERL_FLAGS: "+S 1:1 +SDio 1 +A 1",
        HOME: "/tmp",
    };
}

function volumes(
    { definitions, administrator, reconciler }: TopologyObjects,
    tls: BrokerSettings["tls"],
): k8s.core.v1.Volume[] {
    return [
        { name: "definitions", secret: { secretName: definitions } },
        { name: "administrator", secret: { secretName: administrator } },
        { name: "reconciler", configMap: { name: reconciler } },
        // The CA alone: the Job has no use for the broker's key.
        ...(tls
            ? [
                  {
                      name: "tls",
                      secret: {
                          secretName: tls.secretName,
                          items: [{ key: caKey, path: caKey }],
                      },
                  },
              ]
            : []),
    ];
}
