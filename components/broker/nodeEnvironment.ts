import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Output } from "@pulumi/pulumi";
import { interpolate } from "@pulumi/pulumi";

import { cpus } from "../kubernetes/values";
import type { BrokerSettings } from "./arguments";
import { commandFlags, configurationDirectory, nodeFlags } from "./distribution";
import { advancedConfigFile } from "./nodeConfiguration";
import { noDomain } from "./nodeScripts";
import { tlsRuntimeFlags } from "./tlsConf";

/** The variables with what the Erlang VM is told, of nodes and of their command line tools. */
export const erlangFlagsVariable = "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS";
const commandFlagsVariable = "RABBITMQ_CTL_ERL_ARGS";

/**
 * What nodes are told by variables. Those four that are always there come first: `keptNodeNames` goes by it.
 */
export function nodeEnvironment(
    settings: BrokerSettings,
    headlessService: string,
): k8s.core.v1.EnvVar[] {
    const { environment, advancedConfig } = settings;
    const flags = {
        // Several may have something to say to the Erlang VM; what the user says comes last, and so counts.
        [erlangFlagsVariable]: joined(
            settings.tls && tlsRuntimeFlags,
            schedulerFlags(settings.cpuLimit),
            nodeFlags(settings),
            environment[erlangFlagsVariable],
        ),
        [commandFlagsVariable]: joined(commandFlags(settings), environment[commandFlagsVariable]),
    };
    const others = Object.entries(environment).filter(([name]) => !Object.hasOwn(flags, name));
    return [
        { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
        { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
        { name: "RABBITMQ_USE_LONGNAME", value: "true" },
        { name: "RABBITMQ_NODENAME", value: nodeName(settings, headlessService) },
        {
            name: "RABBITMQ_ENABLED_PLUGINS_FILE",
            value: `${configurationDirectory}/enabled_plugins`,
        },
        ...(advancedConfig === undefined
            ? []
            : [
                  {
                      name: "RABBITMQ_ADVANCED_CONFIG_FILE",
                      value: `${configurationDirectory}/${advancedConfigFile}`,
                  },
              ]),
        ...Object.entries(flags).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
        ...others.map(([name, value]) => ({ name, value })),
    ];
}

/** The label by which a pod knows what its node is called. */
const domainLabel = "queue-workloads/cluster-domain";

export function domainLabels({ clusterDomain = noDomain }: BrokerSettings) {
    return { [domainLabel]: clusterDomain };
}

/** What the volume of a node is compared with before it starts. */
export function nodeNameVariables(headlessService: string): k8s.core.v1.EnvVar[] {
    const field = (fieldPath: string) => ({ fieldRef: { fieldPath } });
    return [
        { name: "POD_NAME", valueFrom: field("metadata.name") },
        { name: "POD_NAMESPACE", valueFrom: field("metadata.namespace") },
        { name: "NODES_SERVICE", value: headlessService },
        { name: "CLUSTER_DOMAIN", valueFrom: field(`metadata.labels['${domainLabel}']`) },
    ];
}

/**
 * Where a StatefulSet says what its nodes are called. A node and its data go by its name for good: what
 * runs keeps the one that it has, unless it is told another. The index is that of `RABBITMQ_NODENAME`.
 */
export const keptNodeNames = [
    "spec.template.spec.containers[0].env[3].value",
    `spec.template.metadata.labels["${domainLabel}"]`,
];

function nodeName(settings: BrokerSettings, headlessService: string): string {
    return `rabbit@$(POD_NAME).${headlessService}.$(POD_NAMESPACE)${domainSuffix(settings)}`;
}

/** By what other nodes know a node. */
export function nodeHost(settings: BrokerSettings, nameInNamespace: string): Output<string> {
    return interpolate`${nameInNamespace}.${settings.namespace}${domainSuffix(settings)}`;
}

/** Without a domain of the cluster it is found in any: the pod's resolver adds it. */
function domainSuffix({ clusterDomain }: BrokerSettings): string {
    return clusterDomain === undefined ? "" : `.svc.${clusterDomain}`;
}

/**
 * As many schedulers as they may use CPUs, which do not wait busily: with a limit, that takes from the work.
 * https://www.rabbitmq.com/docs/runtime#busy-waiting
 */
function schedulerFlags(cpuLimit: string | undefined): string | undefined {
    if (cpuLimit === undefined) {
        return undefined;
    }
    const schedulers = Math.ceil(cpus(cpuLimit));
    return `+S ${schedulers}:${schedulers} +sbwt none +sbwtdcpu none +sbwtdio none`;
}

function joined(...flags: (string | undefined)[]): string {
    return flags.filter((one) => one !== undefined).join(" ");
}
