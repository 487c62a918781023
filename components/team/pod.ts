import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

import type { JobPod } from "../broker/jobs";
import { caKey } from "../broker/tls";
import { tlsDirectory } from "../broker/tlsConf";
import type { ReconcilerTask } from "../broker/topologyPod";
import { reconcilerPod, topologyVariables } from "../broker/topologyPod";
import type { BrokerAccessSettings } from "../connection/brokerAccess";
import { teamOwner } from "../topology/marks";
import type { TeamContext } from "./context";

/** What the Jobs of a topology mount, besides the administrator's Secret. */
export interface TeamObjects {
    definitions: Input<string>;
    reconciler: Input<string>;
}

/** The pod that runs the reconciler beside a broker that is not the topology's own. */
export function teamPod(
    task: ReconcilerTask,
    context: TeamContext,
    access: BrokerAccessSettings,
    objects: TeamObjects,
): JobPod {
    const mounted = volumes(access, objects);
    return reconcilerPod(task, context.jobName, access.image, teamVariables(context, access), {
        volumeMounts: mounted.map(({ mountPath, name }) => ({ name, mountPath, readOnly: true })),
        volumes: mounted.map(({ mountPath: _, ...volume }) => volume),
    });
}

/** What the reconciler is told besides the definitions. */
export function teamVariables(
    { settings, holder }: Pick<TeamContext, "settings" | "holder">,
    access: BrokerAccessSettings,
) {
    return {
        ...topologyVariables(teamOwner(settings.virtualHost), settings.topology),
        HOLDER: holder,
        ...(access.tenant && { TENANT: access.tenant.virtualHost }),
        MANAGEMENT_HOST: access.host,
        MANAGEMENT_PORT: String(access.managementPort),
        MANAGEMENT_TLS: String(access.tls),
        ...(access.certificateAuthority && { CA_FILE: `${tlsDirectory}/${caKey}` }),
    };
}

function volumes(
    { administratorSecretName, certificateAuthority: ca }: BrokerAccessSettings,
    { definitions, reconciler }: TeamObjects,
): (k8s.core.v1.Volume & { name: string; mountPath: string })[] {
    const login = ["username", "password"].map((key) => ({ key, path: key }));
    return [
        { name: "definitions", mountPath: "/run/definitions", secret: { secretName: definitions } },
        {
            name: "administrator",
            mountPath: "/run/administrator",
            secret: { secretName: administratorSecretName, items: login },
        },
        { name: "reconciler", mountPath: "/run/reconciler", configMap: { name: reconciler } },
        ...(ca
            ? [
                  {
                      name: "tls",
                      mountPath: tlsDirectory,
                      secret: { secretName: ca.name, items: [{ key: ca.key, path: caKey }] },
                  },
              ]
            : []),
    ];
}
