import { shapeProblems } from "../argumentShape";
import { nameProblems } from "../kubernetes/names";
import { namespaceProblems } from "../kubernetes/namespaces";
import { IpFamily, serviceProblems } from "../kubernetes/service";
import {
    cpuLimitProblems,
    cpuProblems,
    imageProblems,
    objectNameProblems,
} from "../kubernetes/values";
import { monitoringProblems } from "../monitoring/arguments";
import type { Problem } from "../problems";
import { choiceProblems, numberProblems, problem } from "../problems";
import { rotationProblems } from "../topology/clientProblems";
import { topologyProblems } from "../topology/problems";
import { tenantProblems } from "../topology/tenants";
import { withoutWrongTopology } from "../topology/wrongTopology";
import type { BrokerSettings, BrokerStorage, RabbitMqBrokerArgs } from "./arguments";
import { brokerDefaults, largestVolumeGiB, smallestMemoryMiB } from "./arguments";
import { versionProblems } from "./image";
import { linkProblems } from "./links";
import { nodeConfigurationProblems } from "./nodeConfiguration";
import { brokerPodProblems } from "./podProblems";
import { protocolProblems } from "./protocols";
import { brokerSizes, mostReplicas } from "./sizes";
import { makesClientCertificates, missingCertificateProblems, tlsProblems } from "./tls";

const allowedReplicas = [1, 3, 5, mostReplicas];

/** Everything that is wrong with a broker's name and arguments; empty when it can be made. */
export function brokerProblems(name: string, args: RabbitMqBrokerArgs): Problem[] {
    const shape = shapeProblems("RabbitMqBroker", args);
    const sound = shape.length === 0 ? args : withoutWrongTopology(args, shape);
    const settings = brokerDefaults(name, sound);
    return [
        ...nameProblems("name", name),
        ...namespaceProblems("namespace", [settings.namespace]),
        ...replicaProblems(settings),
        ...imageProblems("image", settings.image),
        ...versionProblems(settings.image),
        ...cpuProblems("resources.cpu", settings.cpu),
        ...cpuLimitProblems("resources.cpuLimit", settings),
        ...objectNameProblems("storage.storageClassName", settings.storageClassName),
        ...sizeProblems(settings),
        ...ephemeralProblems(sound.storage),
        ...numberProblems("drainTimeoutSeconds", settings.drainTimeoutSeconds, 1, 3600),
        ...namespaceProblems("clientNamespaces", settings.clientNamespaces),
        ...namespaceProblems("monitoringNamespaces", settings.monitoringNamespaces),
        ...monitoringProblems(settings.monitoring, settings.monitoringNamespaces),
        ...autoscalerProblems(settings),
        ...rotationProblems("administrator", settings.administrator),
        ...tlsProblems(sound.tls, settings.protocols),
        ...certificateProblems(settings),
        ...brokerPodProblems(name, settings, sound.jobPod),
        ...serviceProblems("service", sound.service),
        ...choiceProblems("ipFamily", settings.ipFamily, IpFamily),
        ...objectNameProblems("clusterDomain", settings.clusterDomain),
        ...nodeConfigurationProblems(settings),
        ...protocolProblems(
            settings.protocols,
            settings.additionalPlugins,
            settings.topology.clients,
        ),
        ...linkProblems(settings, settings.topology, settings.additionalPlugins),
        ...shape,
        ...topologyProblems(sound),
        ...tenantProblems(sound),
    ];
}

/** A tenant's clients are in other namespaces than the certificates that cert-manager makes here. */
function certificateProblems({ tls, topology, tenants }: BrokerSettings): Problem[] {
    return tls?.clientCertificates === undefined
        ? []
        : [
              ...(makesClientCertificates(tls)
                  ? []
                  : missingCertificateProblems("clients", topology.clients)),
              ...Object.entries(tenants).flatMap(([name, tenant]) =>
                  missingCertificateProblems(`tenants.${name}.clients`, tenant.topology.clients),
              ),
          ];
}

function autoscalerProblems({ autoscaler }: BrokerSettings): Problem[] {
    return autoscaler === undefined
        ? []
        : [
              ...namespaceProblems("autoscaler.namespace", [autoscaler.namespace]),
              ...rotationProblems("autoscaler", autoscaler),
          ];
}

/** What only volumes that outlive a pod have. */
function ephemeralProblems(storage: BrokerStorage = {}): Problem[] {
    const fields = ["storageClassName", "keepOnDelete"] as const;
    return fields
        .filter((field) => storage.ephemeral && Boolean(storage[field]))
        .map((field) =>
            problem(
                `storage.${field}`,
                storage[field],
                "nothing with ephemeral",
                "The messages go with the pod: remove it, or ephemeral.",
            ),
        );
}

export function replicaProblems({ replicas }: Pick<BrokerSettings, "replicas">): Problem[] {
    if (allowedReplicas.includes(replicas)) {
        return [];
    }
    const nearest = allowedReplicas.find((allowed) => allowed > replicas) ?? mostReplicas;
    const fix = `Use ${nearest}: a quorum needs an odd number of nodes.`;
    return [problem("replicas", replicas, allowedReplicas.join(", "), fix)];
}

export function memoryProblems({ memoryMiB }: Pick<BrokerSettings, "memoryMiB">): Problem[] {
    const fix = "RabbitMQ does not start in less.";
    return numberProblems("resources.memoryMiB", memoryMiB, smallestMemoryMiB, 1_048_576, fix);
}

function sizeProblems({ memoryMiB, sizeGiB }: BrokerSettings): Problem[] {
    const memory = memoryProblems({ memoryMiB });
    if (memory.length > 0) {
        return memory;
    }
    const { smallestVolumeGiB } = brokerSizes(memoryMiB);
    return numberProblems(
        "storage.sizeGiB",
        sizeGiB,
        smallestVolumeGiB,
        largestVolumeGiB,
        `With ${memoryMiB} MiB of memory, a smaller one blocks publishers by the disk alarm from the start.`,
    );
}
