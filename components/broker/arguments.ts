import type * as pulumi from "@pulumi/pulumi";

import { nameProblems } from "../kubernetes/names";
import { namespaceProblems } from "../kubernetes/namespaces";
import { cpuProblems, imageProblems, objectNameProblems } from "../kubernetes/values";
import type { BrokerMonitoring } from "../monitoring/arguments";
import { monitoringDefaults, monitoringProblems } from "../monitoring/arguments";
import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import type { Rotation, TopologyArgs } from "../topology/arguments";
import { rotationProblems } from "../topology/clientProblems";
import { rotationDefaults, topologyDefaults } from "../topology/defaults";
import { topologyProblems } from "../topology/problems";
import { shapeProblems, withoutTopology } from "../topology/shapeProblems";
import { versionProblems } from "./image";
import type { NodeConfiguration } from "./nodeConfiguration";
import { nodeConfigurationDefaults, nodeConfigurationProblems } from "./nodeConfiguration";
import { brokerSizes } from "./sizes";
import type { BrokerTls } from "./tls";
import { tlsDefaults, tlsProblems } from "./tls";

export interface BrokerResources {
    /** The CPU that each broker node asks for, as Kubernetes writes it (`500m`, `2`). Defaults to `500m`. */
    cpu?: string;
    /**
     * The memory of each broker node in MiB, request and limit alike, at least 384. The watermark,
     * the write-ahead log and the disk limit follow from it. Defaults to `1024`.
     */
    memoryMiB?: number;
}

export interface BrokerStorage {
    /** The size of each broker node's volume in GiB. It can grow later, and never shrink. Defaults to `10`. */
    sizeGiB?: number;
    /** The StorageClass of the volumes. It cannot change later. Defaults to the cluster's own. */
    storageClassName?: string;
    /** Keeps the volumes, and so the messages, when the broker is destroyed. Defaults to `true`. */
    keepOnDelete?: boolean;
}

export interface BrokerAutoscaler extends Rotation {
    /** The namespace that KEDA runs in, whose pods may reach the management port for it. Defaults to `keda`. */
    namespace?: string;
}

export interface RabbitMqBrokerArgs extends TopologyArgs, NodeConfiguration {
    /** The namespace that all of it lives in. It has to exist. Defaults to `default`. */
    namespace?: pulumi.Input<string>;
    /**
     * How many broker nodes: 1, 3, 5 or 7. Even numbers tolerate no more failures than one node less,
     * and cannot tell which half of a split cluster goes on. Defaults to `1`.
     */
    replicas?: number;
    /** The image, RabbitMQ 4.3.1 or newer with the management plugin. Defaults to `rabbitmq:4.3.6-management`. */
    image?: pulumi.Input<string>;
    /** CPU and memory of each node. */
    resources?: BrokerResources;
    /** The volume of each node. */
    storage?: BrokerStorage;
    /**
     * How long a stopping node waits for its queues to be safe elsewhere, in seconds, 1 to 3600.
     * The pod's grace period is 30 seconds longer. Defaults to `60`.
     */
    drainTimeoutSeconds?: number;
    /** Refuses to run two broker nodes on the same Kubernetes node. Defaults to `false`: they are only kept apart where possible. */
    requireSeparateNodes?: boolean;
    /**
     * Further namespaces whose pods may speak AMQP with the broker, if a connection was wired to them.
     * The Secret of the connection has to be there: Kubernetes copies none. Defaults to none: only
     * pods of the broker's own namespace may.
     */
    clientNamespaces?: string[];
    /** The namespaces whose pods may reach the management and metrics ports. Defaults to none. */
    monitoringNamespaces?: string[];
    /**
     * Makes a PodMonitor and a PrometheusRule for a Prometheus operator, whose kinds the cluster has
     * to know. Needs `monitoringNamespaces`. Defaults to neither.
     */
    monitoring?: BrokerMonitoring;
    /**
     * Makes the user by which KEDA looks at the length of queues, for consumers with `autoscaling`. It
     * can neither publish nor read messages. Defaults to none.
     */
    autoscaler?: BrokerAutoscaler;
    /** The rotation of the administrator's password. No workload uses it, so none is rolled. */
    administrator?: Rotation;
    /**
     * Serves clients, the management and the metrics with TLS 1.2 and 1.3, and tells all that the
     * component makes to use it. Defaults to none.
     */
    tls?: BrokerTls;
}

export const defaultBrokerImage = "docker.io/library/rabbitmq:4.3.6-management";
export const smallestMemoryMiB = 384;
const allowedReplicas = [1, 3, 5, 7];

/** A broker's arguments with every default filled in. */
export function brokerDefaults(name: string, args: RabbitMqBrokerArgs) {
    return {
        namespace: args.namespace ?? "default",
        replicas: args.replicas ?? 1,
        image: args.image ?? defaultBrokerImage,
        cpu: args.resources?.cpu ?? "500m",
        memoryMiB: args.resources?.memoryMiB ?? 1024,
        sizeGiB: args.storage?.sizeGiB ?? 10,
        storageClassName: args.storage?.storageClassName,
        keepOnDelete: args.storage?.keepOnDelete ?? true,
        drainTimeoutSeconds: args.drainTimeoutSeconds ?? 60,
        requireSeparateNodes: args.requireSeparateNodes ?? false,
        clientNamespaces: args.clientNamespaces ?? [],
        monitoringNamespaces: args.monitoringNamespaces ?? [],
        monitoring: monitoringDefaults(args.monitoring),
        autoscaler: args.autoscaler && {
            ...rotationDefaults(args.autoscaler),
            namespace: args.autoscaler.namespace ?? "keda",
        },
        administrator: rotationDefaults(args.administrator),
        tls: tlsDefaults(name, args.tls),
        ...nodeConfigurationDefaults(args),
        topology: topologyDefaults(args),
    };
}

export type BrokerSettings = ReturnType<typeof brokerDefaults>;

/** Everything that is wrong with a broker's name and arguments; empty when it can be made. */
export function brokerProblems(name: string, args: RabbitMqBrokerArgs): Problem[] {
    const shape = shapeProblems(args);
    const sound = shape.length === 0 ? args : withoutTopology(args);
    const settings = brokerDefaults(name, sound);
    return [
        ...nameProblems("name", name),
        ...(typeof settings.namespace === "string"
            ? namespaceProblems("namespace", [settings.namespace])
            : []),
        ...replicaProblems(settings),
        ...imageProblems("image", settings.image),
        ...versionProblems(settings.image),
        ...cpuProblems("resources.cpu", settings.cpu),
        ...objectNameProblems("storage.storageClassName", settings.storageClassName),
        ...sizeProblems(settings),
        ...numberProblems("drainTimeoutSeconds", settings.drainTimeoutSeconds, 1, 3600),
        ...namespaceProblems("clientNamespaces", settings.clientNamespaces),
        ...namespaceProblems("monitoringNamespaces", settings.monitoringNamespaces),
        ...monitoringProblems(settings.monitoring, settings.monitoringNamespaces),
        ...autoscalerProblems(settings),
        ...rotationProblems("administrator", settings.administrator),
        ...tlsProblems(sound.tls),
        ...nodeConfigurationProblems(settings),
        ...shape,
        ...topologyProblems(sound),
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

function replicaProblems({ replicas }: BrokerSettings): Problem[] {
    if (allowedReplicas.includes(replicas)) {
        return [];
    }
    const nearest = allowedReplicas.find((allowed) => allowed > replicas) ?? 7;
    const fix = `Use ${nearest}: a quorum needs an odd number of nodes.`;
    return [problem("replicas", replicas, allowedReplicas.join(", "), fix)];
}

function sizeProblems({ memoryMiB, sizeGiB }: BrokerSettings): Problem[] {
    const memory = numberProblems(
        "resources.memoryMiB",
        memoryMiB,
        smallestMemoryMiB,
        1_048_576,
        "RabbitMQ does not start in less.",
    );
    if (memory.length > 0) {
        return memory;
    }
    const { smallestVolumeGiB } = brokerSizes(memoryMiB);
    return numberProblems(
        "storage.sizeGiB",
        sizeGiB,
        smallestVolumeGiB,
        65_536,
        `With ${memoryMiB} MiB of memory, a smaller one blocks publishers by the disk alarm from the start.`,
    );
}
