import { StatefulSet } from "@pulumi/kubernetes/apps/v1";
import { PersistentVolumeClaimPatch, Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type * as pulumi from "@pulumi/pulumi";

import { createDisruptionBudget } from "../kubernetes/disruptionBudget";
import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { createCertificateCheck } from "./certificateCheck";
import { createCertificates } from "./certificates";
import type { BrokerContext } from "./context";
import { statefulSetGuard } from "./guards";
import { createImageCheck, needsImageCheck } from "./imageCheck";
import { brokerNetworkPolicySpec } from "./networkPolicy";
import { createConfigMap, createSizeConfigMap, sizeConfigMapName } from "./nodeConfigMaps";
import { keptNodeNames } from "./nodeEnvironment";
import { headlessServiceName } from "./objects";
import type { Reconciler } from "./reconcilerObjects";
import type { BrokerSecrets } from "./secrets";
import { definitionsSecretName } from "./secrets";
import { headlessServiceSpec } from "./services";
import { brokerStatefulSetSpec } from "./statefulSet";
import { brokerTimeouts } from "./timeouts";

/** The broker's nodes, with all that they need to start and to be kept running. */
export function createBrokerNodes(
    context: BrokerContext,
    secrets: BrokerSecrets,
    host: pulumi.Output<string>,
    reconciler: Reconciler,
): StatefulSet {
    const { name, settings, parent, named } = context;
    const nodePrerequisites = createNodePrerequisites(context);
    const prerequisites = [
        secrets.definitions,
        createSizeConfigMap(context),
        ...nodePrerequisites,
        ...createImageCheck(context, secrets, reconciler, nodePrerequisites),
        ...createCertificateCheck(context, host, [
            ...nodePrerequisites,
            ...createCertificates(context),
        ]),
    ];
    if (settings.replicas > 1) {
        const nodes = selectorLabels(name, ComponentLabel.Broker);
        createDisruptionBudget(name, named(name), nodes, parent);
    }
    const statefulSet = new StatefulSet(
        name,
        {
            metadata: named(name),
            spec: brokerStatefulSetSpec(settings, {
                statefulSet: name,
                headlessService: headlessServiceName(name),
                serviceAccount: name,
                // The literal name: taken from the Secret, a change of its data would replace the brokers.
                definitionsSecret: definitionsSecretName(name),
                sizeConfigMap: sizeConfigMapName(name),
                configMap: createConfigMap(context).metadata.name,
                cookieSecret: secrets.erlangCookie.metadata.name,
            }),
        },
        {
            parent,
            dependsOn: prerequisites,
            ignoreChanges: [
                // Kubernetes refuses to change it, and Pulumi would replace the brokers: see growVolumes.
                "spec.volumeClaimTemplates",
                ...(settings.clusterDomain === undefined ? keptNodeNames : []),
            ],
            customTimeouts: brokerTimeouts(settings),
            hooks: { beforeUpdate: statefulSetGuard(name, needsImageCheck(settings)) },
        },
    );
    growVolumes(context, statefulSet);
    return statefulSet;
}

function createNodePrerequisites({
    name,
    settings,
    parent,
    named,
}: BrokerContext): pulumi.Resource[] {
    const child = { parent };
    return [
        new ServiceAccount(
            name,
            {
                metadata: {
                    ...named(name),
                    annotations: settings.pod?.serviceAccount?.annotations,
                },
                automountServiceAccountToken: false,
            },
            child,
        ),
        new Service(
            headlessServiceName(name),
            {
                metadata: named(headlessServiceName(name)),
                spec: headlessServiceSpec(name, settings.service),
            },
            child,
        ),
        new NetworkPolicy(
            name,
            {
                metadata: named(name),
                spec: brokerNetworkPolicySpec(name, settings),
            },
            child,
        ),
    ];
}

/** The claims that the StatefulSet has made get their size from here, so that a volume grows without touching a pod. */
function growVolumes(
    { name, settings, parent, autonamed }: BrokerContext,
    statefulSet: StatefulSet,
): void {
    const claims = settings.ephemeral ? 0 : settings.replicas;
    for (let ordinal = 0; ordinal < claims; ordinal++) {
        const claim = `data-${name}-${ordinal}`;
        new PersistentVolumeClaimPatch(
            claim,
            {
                metadata: {
                    name: claim,
                    namespace: autonamed.namespace,
                    annotations: {
                        // The StatefulSet's controller owns the field, and has no more to say about it.
                        "pulumi.com/patchForce": "true",
                        // A volume may be resized only when its pod starts the next time.
                        "pulumi.com/skipAwait": "true",
                    },
                },
                spec: { resources: { requests: { storage: `${settings.sizeGiB}Gi` } } },
            },
            // A claim cannot be without a size: there is nothing to take back from it.
            { parent, dependsOn: [statefulSet], retainOnDelete: true },
        );
    }
}
