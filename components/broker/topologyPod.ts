import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

import { deadLetterSuffix } from "../topology/deadLetters";
import type { TopologySettings } from "../topology/defaults";
import { inventoryName, ownerTag, queuePolicyPrefix } from "../topology/marks";
import type { BrokerSettings } from "./arguments";
import type { JobPod } from "./jobs";
import { uriMounts, uriVolumes } from "./links";
import { caKey } from "./tls";
import { tlsDirectory } from "./tlsConf";

/** What the Job mounts. The names are made by Pulumi: a change of what is in one is a new name, and so a new Job. */
export interface TopologyObjects {
    definitions: Input<string>;
    administrator: Input<string>;
    reconciler: Input<string>;
}

/** What the reconciler does: bring the broker to what is declared, add what has gone since, or say which versions run. */
export enum ReconcilerTask {
    Apply = "apply",
    Restore = "restore",
    Versions = "versions",
}

/** Where the reconciler is in its pods. */
export const reconcilerScript = "/run/reconciler/reconcile.escript";

/** The pod that runs the reconciler beside a running broker. */
export function topologyPod(
    task: ReconcilerTask,
    owner: string,
    settings: BrokerSettings,
    objects: TopologyObjects,
): JobPod {
    const access = brokerAccess(objects, settings);
    return reconcilerPod(task, owner, settings.image, reconcilerVariables(owner, settings), {
        volumeMounts: [
            { name: "definitions", mountPath: "/run/definitions", readOnly: true },
            ...uriMounts(settings),
            ...access.volumeMounts,
        ],
        volumes: [
            { name: "definitions", secret: { secretName: objects.definitions } },
            ...uriVolumes(settings),
            ...access.volumes,
        ],
    });
}

/** The pod of the reconciler, whatever broker it talks to. */
export function reconcilerPod(
    task: ReconcilerTask,
    serviceAccountName: string,
    image: Input<string>,
    variables: { [name: string]: Input<string> },
    { volumeMounts, volumes }: Mounted,
): JobPod {
    return {
        serviceAccountName,
        container: {
            name: "topology",
            image,
            command: ["escript", reconcilerScript, task],
            env: Object.entries(variables).map(([name, value]) => ({ name, value })),
            memoryLimit: "256Mi",
            volumeMounts,
        },
        volumes,
    };
}

interface Mounted {
    volumeMounts: k8s.core.v1.VolumeMount[];
    volumes: k8s.core.v1.Volume[];
}

/** What the reconciler is told besides the definitions. */
export function reconcilerVariables(
    owner: string,
    { replicas, topology, tenants }: Pick<BrokerSettings, "replicas" | "topology" | "tenants">,
) {
    const virtualHosts = Object.keys(tenants).sort().join(",");
    return {
        ...topologyVariables(owner, topology),
        NODES: String(replicas),
        ...(virtualHosts !== "" && { TENANTS: virtualHosts }),
    };
}

/** What it is told wherever the broker is from. */
export function topologyVariables(owner: string, topology: Pick<TopologySettings, "deleteUnused">) {
    return {
        INVENTORY: inventoryName(owner),
        OWNER_TAG: ownerTag(owner),
        QUEUE_POLICY_PREFIX: queuePolicyPrefix,
        DEAD_LETTER_SUFFIX: deadLetterSuffix,
        DELETE_UNUSED: String(topology.deleteUnused),
        ...erlangVariables,
    };
}

/** Erlang would start as many schedulers as the Kubernetes node has cores, each with memory of its own. */
export const erlangVariables = { ERL_FLAGS: "+S 1:1 +SDio 1 +A 1", HOME: "/tmp" };

/** What the reconciler needs to reach the broker: itself, a login, and of TLS the CA alone, not the broker's key. */
export function brokerAccess(
    { administrator, reconciler }: Omit<TopologyObjects, "definitions">,
    { tls }: Pick<BrokerSettings, "tls">,
): Mounted {
    const items = [{ key: caKey, path: caKey }];
    return {
        volumeMounts: [
            { name: "administrator", mountPath: "/run/administrator", readOnly: true },
            { name: "reconciler", mountPath: "/run/reconciler", readOnly: true },
            ...(tls ? [{ name: "tls", mountPath: tlsDirectory, readOnly: true }] : []),
        ],
        volumes: [
            { name: "administrator", secret: { secretName: administrator } },
            { name: "reconciler", configMap: { name: reconciler } },
            ...(tls ? [{ name: "tls", secret: { secretName: tls.caSecretName, items } }] : []),
        ],
    };
}
