import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

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

/** The pod that brings a running broker to what is declared. */
export function topologyPod(
    owner: string,
    { image, tls, topology }: BrokerSettings,
    objects: TopologyObjects,
): JobPod {
    return {
        serviceAccountName: owner,
        container: {
            name: "topology",
            image,
            command: ["escript", "/run/reconciler/reconcile.escript"],
            env: [
                { name: "TOPOLOGY_OWNER", value: owner },
                { name: "DELETE_UNUSED", value: String(topology.deleteUnused) },
                // Erlang would start as many schedulers as the Kubernetes node has cores, each with memory of its own.
                { name: "ERL_FLAGS", value: "+S 1:1 +SDio 1 +A 1" },
                { name: "HOME", value: "/tmp" },
            ],
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
