import type * as k8s from "@pulumi/kubernetes/types/input";

import { cpus } from "../kubernetes/values";
import type { BrokerSettings } from "./arguments";
import { internetConfiguration, internetFlags } from "./ipFamily";
import { advancedConfigFile } from "./nodeConfiguration";
import { noDomain } from "./nodeScripts";
import { tlsRuntimeFlags } from "./tlsConf";

const erlangFlags = "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS";
const commandFlags = "RABBITMQ_CTL_ERL_ARGS";

/** Where configuration is that nodes read, each file by its name. */
export const configurationDirectory = "/etc/rabbitmq/conf.d";

/**
 * What nodes are told by variables. Those four that are always there come first: `keptNodeNames` goes by it.
 */
export function nodeEnvironment(
    settings: BrokerSettings,
    headlessService: string,
): k8s.core.v1.EnvVar[] {
    const { ipFamily, environment, advancedConfig } = settings;
    const node = internetFlags(ipFamily);
    const flags = {
        // Several may have something to say to the Erlang VM; what the user says comes last, and so counts.
        [erlangFlags]: joined(
            settings.tls && tlsRuntimeFlags,
            schedulerFlags(settings.cpuLimit),
            node && `-kernel inetrc '${configurationDirectory}/${internetConfiguration}' ${node}`,
            environment[erlangFlags],
        ),
        [commandFlags]: joined(node, environment[commandFlags]),
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

/** Without a domain of the cluster it is found in any: the pod's resolver adds it. */
function nodeName({ clusterDomain }: BrokerSettings, headlessService: string): string {
    const suffix = clusterDomain === undefined ? "" : `.svc.${clusterDomain}`;
    return `rabbit@$(POD_NAME).${headlessService}.$(POD_NAMESPACE)${suffix}`;
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
