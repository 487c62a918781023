import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import type { PodTemplate } from "../kubernetes/pod/template";
import { restrictedPodSecurity } from "../kubernetes/restrictedSecurity";
import type { BrokerSettings } from "./arguments";
import { certificateVolume, clientAuthorityVolume } from "./certificateVolume";
import { brokerContainer, prepareContainer } from "./nodeContainers";
import { domainLabels } from "./nodeEnvironment";
import { mostReplicas } from "./sizes";
import { gracePeriodSeconds } from "./timeouts";
import { rabbitMqUser } from "./user";

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

/** The pod of a node, before what was asked for besides. */
export function nodePod(settings: BrokerSettings, names: BrokerNames): PodTemplate {
    return {
        metadata: {
            labels: {
                ...selectorLabels(names.statefulSet, ComponentLabel.Broker),
                ...domainLabels(settings),
            },
        },
        spec: {
            serviceAccountName: names.serviceAccount,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            terminationGracePeriodSeconds: gracePeriodSeconds(settings),
            securityContext: restrictedPodSecurity(rabbitMqUser),
            topologySpreadConstraints: spread(settings, names.statefulSet),
            initContainers: [prepareContainer(settings, names.headlessService)],
            containers: [brokerContainer(settings, names.headlessService)],
            volumes: volumes(settings, names),
        },
    };
}

function volumes(settings: BrokerSettings, names: BrokerNames): k8s.core.v1.Volume[] {
    return [
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
        ...certificateVolumes(settings),
        ...(settings.ephemeral
            ? [{ name: dataVolume, emptyDir: { sizeLimit: `${settings.sizeGiB}Gi` } }]
            : []),
    ];
}

/** The volume with a node's data: a claim of each, unless it may be lost with the pod. */
export const dataVolume = "data";

function certificateVolumes({ tls }: BrokerSettings): k8s.core.v1.Volume[] {
    const authority = tls?.clientCertificates?.certificateAuthority;
    return [
        ...(tls ? [certificateVolume(tls)] : []),
        ...(authority ? [clientAuthorityVolume(authority)] : []),
    ];
}

/**
 * With fewer Kubernetes nodes than a broker may ever have, each of them takes one of its nodes, and never two. Always
 * the same number: another one in the pod would restart all of them when a broker grows.
 */
function spread(settings: BrokerSettings, name: string): k8s.core.v1.TopologySpreadConstraint[] {
    const labelSelector = { matchLabels: selectorLabels(name, ComponentLabel.Broker) };
    return [
        {
            maxSkew: 1,
            topologyKey: "kubernetes.io/hostname",
            ...(settings.requireSeparateNodes
                ? { whenUnsatisfiable: "DoNotSchedule", minDomains: mostReplicas }
                : { whenUnsatisfiable: "ScheduleAnyway" }),
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
