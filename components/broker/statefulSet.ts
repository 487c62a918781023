import type * as k8s from "@pulumi/kubernetes/types/input";

import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { withPodOptions } from "../kubernetes/pod/template";
import type { BrokerSettings } from "./arguments";
import type { BrokerNames } from "./nodePod";
import { dataVolume, nodePod } from "./nodePod";

export function brokerStatefulSetSpec(
    settings: BrokerSettings,
    names: BrokerNames,
): k8s.apps.v1.StatefulSetSpec {
    const whenDeleted = settings.keepOnDelete ? "Retain" : "Delete";
    return {
        replicas: settings.replicas,
        serviceName: names.headlessService,
        // One after the other would deadlock a restart of all: the first node waits for the others.
        podManagementPolicy: "Parallel",
        selector: { matchLabels: selectorLabels(names.statefulSet, ComponentLabel.Broker) },
        ...(!settings.ephemeral && {
            persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled: "Retain" },
            volumeClaimTemplates: [dataClaim(settings, names)],
        }),
        template: withPodOptions(nodePod(settings, names), settings.pod),
    };
}

function dataClaim(
    { storageClassName, sizeGiB }: BrokerSettings,
    { statefulSet }: BrokerNames,
): k8s.core.v1.PersistentVolumeClaim {
    return {
        metadata: {
            name: dataVolume,
            labels: selectorLabels(statefulSet, ComponentLabel.Broker),
        },
        spec: {
            accessModes: ["ReadWriteOnce"],
            storageClassName,
            resources: { requests: { storage: `${sizeGiB}Gi` } },
        },
    };
}
