import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import {
    restrictedContainerSecurity,
    restrictedPodSecurity,
} from "../kubernetes/restrictedSecurity";
import type { BrokerSettings } from "./arguments";
import { prepareScript, sizeDirectory, startedScript, stopScript } from "./nodeScripts";
import type { Transport } from "./ports";
import { amqp, brokerPorts, management, portOf } from "./ports";
import { definitionsFile } from "./rabbitMqConf";
import { gracePeriodSeconds, startupProbe } from "./timeouts";
import type { TlsSettings } from "./tls";
import { tlsDirectory, tlsRuntimeFlags } from "./tlsConf";

/** The user and group of RabbitMQ in the official image. */
export const rabbitMqUser = 999;

export interface BrokerNames {
    statefulSet: string;
    headlessService: string;
    serviceAccount: string;
    definitionsSecret: string;
    /** Made by Pulumi, so that a change of the configuration is a new name, and so a rollout. */
    configMap: Input<string>;
    /** Of fixed name: a broker that grows restarts no node for it. */
    sizeConfigMap: string;
    cookieSecret: Input<string>;
}

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
        persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled: "Retain" },
        template: {
            metadata: { labels: selectorLabels(names.statefulSet, ComponentLabel.Broker) },
            spec: podSpec(settings, names),
        },
        volumeClaimTemplates: [
            {
                metadata: {
                    name: "data",
                    labels: selectorLabels(names.statefulSet, ComponentLabel.Broker),
                },
                spec: {
                    accessModes: ["ReadWriteOnce"],
                    storageClassName: settings.storageClassName,
                    resources: { requests: { storage: `${settings.sizeGiB}Gi` } },
                },
            },
        ],
    };
}

function podSpec(settings: BrokerSettings, names: BrokerNames): k8s.core.v1.PodSpec {
    return {
        serviceAccountName: names.serviceAccount,
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: gracePeriodSeconds(settings),
        securityContext: restrictedPodSecurity(rabbitMqUser),
        topologySpreadConstraints: spread(settings, names.statefulSet),
        initContainers: [prepareContainer(settings)],
        containers: [brokerContainer(settings, names)],
        volumes: [
            { name: "home", emptyDir: {} },
            { name: "tmp", emptyDir: {} },
            { name: "configuration", emptyDir: {} },
            { name: "config", configMap: { name: names.configMap } },
            { name: "size", configMap: { name: names.sizeConfigMap } },
            {
                name: "definitions",
                secret: {
                    secretName: names.definitionsSecret,
                    items: [{ key: "boot.json", path: "boot.json" }],
                },
            },
            { name: "erlang-cookie", secret: { secretName: names.cookieSecret } },
            ...(settings.tls ? [tlsVolume(settings.tls)] : []),
        ],
    };
}

/** Mounted as a whole, and not by `subPath`: only so do its files follow the Secret. */
function tlsVolume({ secretName }: TlsSettings): k8s.core.v1.Volume {
    const items = ["tls.crt", "tls.key", "ca.crt"].map((key) => ({ key, path: key }));
    return { name: "tls", secret: { secretName, items, defaultMode: 0o440 } };
}

function spread(settings: BrokerSettings, name: string): k8s.core.v1.TopologySpreadConstraint[] {
    const labelSelector = { matchLabels: selectorLabels(name, ComponentLabel.Broker) };
    return [
        {
            maxSkew: 1,
            topologyKey: "kubernetes.io/hostname",
            whenUnsatisfiable: settings.requireSeparateNodes ? "DoNotSchedule" : "ScheduleAnyway",
            labelSelector,
        },
        {
            maxSkew: 1,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector,
        },
    ];
}

function prepareContainer(settings: BrokerSettings): k8s.core.v1.Container {
    return {
        name: "prepare",
        image: settings.image,
        command: ["sh", "-ec", prepareScript],
        resources: {
            requests: { cpu: "50m", memory: "64Mi" },
            limits: { memory: "64Mi" },
        },
        securityContext: restrictedContainerSecurity,
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
            { name: "home", mountPath: "/var/lib/rabbitmq" },
            { name: "data", mountPath: "/var/lib/rabbitmq/mnesia" },
            { name: "configuration", mountPath: "/etc/rabbitmq/conf.d" },
            { name: "config", mountPath: "/run/config", readOnly: true },
            { name: "size", mountPath: sizeDirectory, readOnly: true },
            { name: "erlang-cookie", mountPath: "/run/erlang-cookie", readOnly: true },
        ],
    };
}

function brokerContainer(settings: BrokerSettings, names: BrokerNames): k8s.core.v1.Container {
    return {
        name: "rabbitmq",
        image: settings.image,
        env: environment(settings, names.headlessService),
        ports: brokerPorts(settings).map(({ name, number }) => ({ name, containerPort: number })),
        resources: {
            requests: { cpu: settings.cpu, memory: `${settings.memoryMiB}Mi` },
            limits: { memory: `${settings.memoryMiB}Mi` },
        },
        securityContext: restrictedContainerSecurity,
        terminationMessagePolicy: "FallbackToLogsOnError",
        ...probes(settings),
        lifecycle: {
            postStart: { exec: { command: ["sh", "-c", startedScript] } },
            preStop: {
                exec: { command: ["sh", "-c", stopScript(settings.drainTimeoutSeconds)] },
            },
        },
        volumeMounts: [
            { name: "home", mountPath: "/var/lib/rabbitmq" },
            { name: "data", mountPath: "/var/lib/rabbitmq/mnesia" },
            { name: "tmp", mountPath: "/tmp" },
            { name: "configuration", mountPath: "/etc/rabbitmq/conf.d", readOnly: true },
            { name: "size", mountPath: sizeDirectory, readOnly: true },
            { name: "definitions", mountPath: definitionsDirectory, readOnly: true },
            ...(settings.tls ? [{ name: "tls", mountPath: tlsDirectory, readOnly: true }] : []),
        ],
    };
}

const erlangFlags = "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS";

const definitionsDirectory = definitionsFile.slice(0, definitionsFile.lastIndexOf("/"));

function environment(
    { tls, environment: given }: BrokerSettings,
    headlessService: string,
): k8s.core.v1.EnvVar[] {
    // Both may have something to say to the Erlang VM.
    const flags = [tls && tlsRuntimeFlags, given[erlangFlags]].filter((one) => one !== undefined);
    const others = Object.entries(given).filter(([name]) => name !== erlangFlags);
    return [
        { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
        { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
        { name: "RABBITMQ_USE_LONGNAME", value: "true" },
        {
            name: "RABBITMQ_NODENAME",
            value: `rabbit@$(POD_NAME).${headlessService}.$(POD_NAMESPACE).svc.cluster.local`,
        },
        { name: "K8S_SERVICE_NAME", value: headlessService },
        {
            name: "K8S_HOSTNAME_SUFFIX",
            value: `.${headlessService}.$(POD_NAMESPACE).svc.cluster.local`,
        },
        { name: "RABBITMQ_ENABLED_PLUGINS_FILE", value: "/etc/rabbitmq/conf.d/enabled_plugins" },
        ...(flags.length > 0 ? [{ name: erlangFlags, value: flags.join(" ") }] : []),
        ...others.map(([name, value]) => ({ name, value })),
    ];
}

/**
 * Ready means that AMQP can be spoken, alarms or not: consumers have to drain a broker in alarm.
 * There is no liveness probe: RabbitMQ's own advice, as a restart makes an overload worse.
 * https://www.rabbitmq.com/docs/monitoring#health-checks
 */
function probes(
    transport: Transport,
): Pick<k8s.core.v1.Container, "startupProbe" | "readinessProbe"> {
    return {
        startupProbe: {
            httpGet: {
                path: "/api/health/checks/reached-target-cluster-size",
                port: portOf(management, transport).name,
                ...(transport.tls && { scheme: "HTTPS" }),
            },
            ...startupProbe,
            timeoutSeconds: 5,
        },
        readinessProbe: {
            tcpSocket: { port: portOf(amqp, transport).name },
            periodSeconds: 5,
            timeoutSeconds: 5,
            failureThreshold: 3,
        },
    };
}
