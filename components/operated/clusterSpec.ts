import { additionalConf } from "../broker/rabbitMqConf";
import { gracePeriodSeconds } from "../broker/timeouts";
import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { limits } from "../kubernetes/resources";
import type { ClusterSettings } from "./arguments";

/** The spec of the RabbitmqCluster. https://www.rabbitmq.com/kubernetes/operator/using-operator */
export function clusterSpec(name: string, settings: ClusterSettings) {
    const { cpu, cpuLimit, memoryMiB, storageClassName, tls, spec } = settings;
    const memory = `${memoryMiB}Mi`;
    return {
        affinity: apart(name),
        // Nodes of RabbitMQ 4 form a cluster without it.
        delayStartSeconds: 0,
        ...spec,
        replicas: settings.replicas,
        image: settings.image,
        resources: { requests: { cpu, memory }, limits: limits(cpuLimit, memory) },
        persistence: {
            storage: `${settings.sizeGiB}Gi`,
            ...(storageClassName !== undefined && { storageClassName }),
        },
        terminationGracePeriodSeconds: gracePeriodSeconds(settings),
        rabbitmq: {
            ...(spec["rabbitmq"] as object | undefined),
            additionalPlugins: settings.additionalPlugins,
            additionalConfig: additionalConf(settings.additionalConfig),
        },
        ...(tls && { tls: { secretName: tls.secretName, disableNonTLSListeners: true } }),
    };
}

/** The operator spreads nodes over zones only. */
function apart(name: string) {
    const labelSelector = { matchLabels: selectorLabels(name, ComponentLabel.Broker) };
    const term = { topologyKey: "kubernetes.io/hostname", labelSelector };
    return {
        podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 100, podAffinityTerm: term },
            ],
        },
    };
}
