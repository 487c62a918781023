import type * as pulumi from "@pulumi/pulumi";

import type { PodOptions } from "../kubernetes/pod/options";
import type { ServiceOptions } from "../kubernetes/service";
import { IpFamily, serviceDefaults } from "../kubernetes/service";
import type { BrokerMonitoring } from "../monitoring/arguments";
import { monitoringDefaults } from "../monitoring/arguments";
import type { TopologyArgs } from "../topology/arguments";
import type { Rotation } from "../topology/client";
import { each, rotationDefaults, topologyDefaults } from "../topology/defaults";
import { tenantDefaults } from "../topology/tenants";
import type { FederationUpstream } from "./federationUpstreams";
import { federationDefaults } from "./federationUpstreams";
import { jobPodOptions } from "./jobPodOptions";
import type { NodeConfiguration } from "./nodeConfiguration";
import { nodeConfigurationDefaults } from "./nodeConfiguration";
import type { BrokerProtocols } from "./protocols";
import { protocolDefaults } from "./protocols";
import type { Shovel } from "./shovels";
import { shovelDefaults } from "./shovels";
import type { BrokerTls } from "./tls";
import { tlsDefaults } from "./tls";

export interface BrokerResources {
    /** The CPU that each broker node asks for, as Kubernetes writes it (`500m`, `2`). Defaults to `500m`. */
    cpu?: string;
    /**
     * The most CPU that each node may use, as Kubernetes writes it; its Jobs as well. Erlang has as many
     * schedulers. For namespaces whose quota asks for it. Defaults to none, as RabbitMQ advises.
     */
    cpuLimit?: string;
    /**
     * The memory of each broker node in MiB, request and limit alike, 384 to 1048576. The watermark,
     * the write-ahead log and the disk limit follow from it. Defaults to `1024`.
     */
    memoryMiB?: number;
}

export interface BrokerStorage {
    /**
     * The size of each broker node's volume in GiB, from some 1.2 times the memory of the node to 65536. It can
     * grow later, and never shrink. Defaults to `10`.
     */
    sizeGiB?: number;
    /** The StorageClass of the volumes. It cannot change later. Defaults to the cluster's own. */
    storageClassName?: pulumi.Input<string>;
    /** Keeps the volumes, and so the messages, when the broker is destroyed. Defaults to `true`, or with `ephemeral` to `false`. */
    keepOnDelete?: boolean;
    /**
     * Keeps the messages of a node in its pod, and loses them with it: for a broker to throw away, where there
     * is no storage. Takes neither `storageClassName` nor `keepOnDelete`. Defaults to `false`.
     */
    ephemeral?: boolean;
}

export interface BrokerAutoscaler extends Rotation {
    /** The namespace that KEDA runs in, whose pods may reach the management port for it. Defaults to `keda`. */
    namespace?: pulumi.Input<string>;
}

export interface RabbitMqBrokerArgs extends TopologyArgs, NodeConfiguration {
    /** The namespace that all of it lives in. It has to exist. Defaults to `default`. */
    namespace?: pulumi.Input<string>;
    /**
     * How many broker nodes: 1, 3, 5 or 7. Even numbers tolerate no more failures than one node less,
     * and cannot tell which half of a split cluster goes on. Defaults to `1`.
     */
    replicas?: number;
    /**
     * The image, RabbitMQ 4.3.1 or newer with the management plugin. Defaults to
     * `docker.io/library/rabbitmq:4.3.6-management`.
     */
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
    /**
     * Refuses to run two broker nodes on the same Kubernetes node, whatever `pod.topologySpread` says besides. A node
     * that finds none of its own waits for one. Defaults to `false`: they are only kept apart where possible.
     */
    requireSeparateNodes?: boolean;
    /**
     * Further namespaces whose pods may speak AMQP with the broker, if a connection was wired to them.
     * The Secret of the connection has to be there: Kubernetes copies none. Defaults to none: only
     * pods of the broker's own namespace may.
     */
    clientNamespaces?: pulumi.Input<string>[];
    /** The namespaces whose pods may reach the management and metrics ports. Defaults to none. */
    monitoringNamespaces?: pulumi.Input<string>[];
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
    /** What the broker speaks besides AMQP 0-9-1. A change restarts the nodes, one after the other. Defaults to nothing. */
    protocols?: BrokerProtocols;
    /** What else Kubernetes can do with the nodes' pods. Defaults to nothing. */
    pod?: PodOptions;
    /**
     * The same for the pods of the broker's Jobs. What is left out is as in `pod`, as far as it says where pods
     * run, by which rights and under which labels. Defaults to that alone.
     */
    jobPod?: PodOptions;
    /**
     * The domain of the cluster, if nodes are to have it in their names, as in a broker that was made before
     * they had none. Without it they are found in any cluster. Defaults to none: a broker that runs keeps the
     * names that its nodes have.
     */
    clusterDomain?: string;
    /**
     * By which protocol the nodes reach each other: `IPv6` where pods have no IPv4 addresses. Clients are
     * served by both. Defaults to `IPv4`.
     */
    ipFamily?: IpFamily;
    /**
     * The Service that clients use. With another type than `ClusterIP` there is a second one, `NAME-external`, with
     * nothing but the ports of clients: the management and the metrics stay in the cluster.
     */
    service?: ServiceOptions;
    /** What moves messages from another broker or to one, by name. Enables what it takes by itself. Defaults to none. */
    shovels?: { [name: string]: Shovel };
    /**
     * Brokers that queues and exchanges take messages from, by a name that policies refer to. Enables what it takes by
     * itself. Defaults to none.
     */
    federationUpstreams?: { [name: string]: FederationUpstream };
    /**
     * Lets in what comes through Istio's ambient mode, whose calls all arrive on one port. Defaults to `false`.
     */
    ambientMesh?: boolean;
}

export const defaultBrokerImage = "docker.io/library/rabbitmq:4.3.6-management";
export const smallestMemoryMiB = 384;
export const largestVolumeGiB = 65_536;

/** What is said of a broker's nodes in the same way whoever runs them, with every default filled in. */
export function nodeDefaults(
    args: Pick<
        RabbitMqBrokerArgs,
        | "namespace"
        | "replicas"
        | "image"
        | "resources"
        | "storage"
        | "drainTimeoutSeconds"
        | "monitoringNamespaces"
    >,
) {
    return {
        namespace: args.namespace ?? "default",
        replicas: args.replicas ?? 1,
        image: args.image ?? defaultBrokerImage,
        cpu: args.resources?.cpu ?? "500m",
        cpuLimit: args.resources?.cpuLimit,
        memoryMiB: args.resources?.memoryMiB ?? 1024,
        sizeGiB: args.storage?.sizeGiB ?? 10,
        storageClassName: args.storage?.storageClassName,
        drainTimeoutSeconds: args.drainTimeoutSeconds ?? 60,
        monitoringNamespaces: args.monitoringNamespaces ?? [],
    };
}

/** A broker's arguments with every default filled in. */
export function brokerDefaults(name: string, args: RabbitMqBrokerArgs) {
    return {
        ...nodeDefaults(args),
        ephemeral: args.storage?.ephemeral ?? false,
        keepOnDelete: args.storage?.keepOnDelete ?? !args.storage?.ephemeral,
        requireSeparateNodes: args.requireSeparateNodes ?? false,
        clientNamespaces: args.clientNamespaces ?? [],
        monitoring: monitoringDefaults(args.monitoring),
        autoscaler: args.autoscaler && {
            ...rotationDefaults(args.autoscaler),
            namespace: args.autoscaler.namespace ?? "keda",
        },
        administrator: rotationDefaults(args.administrator),
        tls: tlsDefaults(name, args.tls),
        protocols: protocolDefaults(args.protocols),
        pod: args.pod,
        jobPod: jobPodOptions(args.pod, args.jobPod),
        clusterDomain: args.clusterDomain,
        ipFamily: args.ipFamily ?? IpFamily.IPv4,
        service: serviceDefaults(args.service),
        ambientMesh: args.ambientMesh ?? false,
        ...nodeConfigurationDefaults(args),
        shovels: shovelDefaults(args.shovels),
        federationUpstreams: federationDefaults(args.federationUpstreams),
        topology: topologyDefaults(args),
        tenants: each(args.tenants, (tenant, virtualHost) => tenantDefaults(virtualHost, tenant)),
    };
}

export type BrokerSettings = ReturnType<typeof brokerDefaults>;
