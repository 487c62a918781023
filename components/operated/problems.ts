import { shapeProblems } from "../argumentShape";
import { largestVolumeGiB } from "../broker/arguments";
import { versionProblems } from "../broker/image";
import { byPrefix, configurationProblems, pluginNameProblems } from "../broker/nodeConfiguration";
import { memoryProblems, replicaProblems } from "../broker/problems";
import { nameProblems } from "../kubernetes/names";
import { namespaceProblems } from "../kubernetes/namespaces";
import {
    cpuLimitProblems,
    cpuProblems,
    imageProblems,
    objectNameProblems,
} from "../kubernetes/values";
import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import type { RabbitMqClusterArgs } from "./arguments";
import { clusterDefaults } from "./arguments";

/** Everything that is wrong with a cluster's name and arguments; empty when it can be made. */
export function clusterProblems(name: string, args: RabbitMqClusterArgs): Problem[] {
    const shape = shapeProblems("RabbitMqCluster", args);
    if (shape.length > 0) {
        return [...nameProblems("name", name), ...shape];
    }
    const settings = clusterDefaults(args);
    return [
        ...nameProblems("name", name),
        ...namespaceProblems("namespace", [settings.namespace]),
        ...replicaProblems(settings),
        ...imageProblems("image", settings.image),
        ...versionProblems(settings.image),
        ...cpuProblems("resources.cpu", settings.cpu),
        ...cpuLimitProblems("resources.cpuLimit", settings),
        ...memoryProblems(settings),
        ...numberProblems("storage.sizeGiB", settings.sizeGiB, 1, largestVolumeGiB),
        ...objectNameProblems("storage.storageClassName", settings.storageClassName),
        ...numberProblems("drainTimeoutSeconds", settings.drainTimeoutSeconds, 1, 3600),
        ...pluginNameProblems(settings.additionalPlugins),
        ...configurationProblems(settings.additionalConfig, (key) => byPrefix(reservedKeys, key)),
        ...objectNameProblems("tls.secretName", settings.tls?.secretName),
        ...namespaceProblems("monitoringNamespaces", settings.monitoringNamespaces),
        ...Object.entries(settings.spec).flatMap(([field, value]) => fieldProblems(field, value)),
    ];
}

/** What keys of rabbitmq.conf may not begin with, and what there is instead. */
const reservedKeys: { [prefix: string]: string } = {
    cluster_formation: "The operator sets it: remove it.",
    default_user: "The operator makes a login, and keeps it in a Secret: remove it.",
    default_pass: "The operator makes a login, and keeps it in a Secret: remove it.",
    listeners: "Services and NetworkPolicies go by the ports as they are: remove it.",
    ssl_options: "Set tls instead.",
    "management.tcp": "Services and NetworkPolicies go by the ports as they are: remove it.",
    "management.ssl": "Set tls instead.",
    "prometheus.tcp": "NetworkPolicies go by the ports as they are: remove it.",
    "prometheus.ssl": "Set tls instead.",
};

/** The fields of the spec that arguments are about. */
const argumentOf: { [field: string]: string } = {
    replicas: "replicas",
    image: "image",
    resources: "resources",
    persistence: "storage",
    terminationGracePeriodSeconds: "drainTimeoutSeconds",
    tls: "tls",
};

const argumentsOfRabbitMq = ["additionalPlugins", "additionalConfig"];

function fieldProblems(field: string, value: unknown): Problem[] {
    const instead = Object.hasOwn(argumentOf, field) ? argumentOf[field] : undefined;
    const allowed = "fields that no argument is about";
    if (instead !== undefined) {
        return [problem(`spec.${field}`, value, allowed, `Set ${instead} instead.`)];
    }
    return field === "rabbitmq"
        ? argumentsOfRabbitMq
              .filter((name) => Object.keys(value ?? {}).includes(name))
              .map((name) => ({
                  path: `spec.rabbitmq.${name}`,
                  reason: `is set; allowed: ${allowed}. Set ${name} instead.`,
              }))
        : [];
}
