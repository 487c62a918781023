import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

import type { BrokerAccess, BrokerAccessSettings } from "../connection/brokerAccess";
import { isKnownLater } from "../kubernetes/knownLater";
import { clientOfLabel, ComponentLabel, selectorLabels } from "../kubernetes/labels";
import type { TeamContext } from "./context";

/**
 * Opens the broker to the Jobs and to the topology's workloads: it is added to the broker's own, whose stack need not
 * know of any topology. None where the broker is somewhere else.
 */
export function createAccessPolicy(
    { name, jobName, settings, from, besideBroker, parent }: TeamContext,
    access: pulumi.Input<BrokerAccess>,
): NetworkPolicy[] {
    if (!isKnownLater(access) && !isBeside(access)) {
        return [];
    }
    return [
        new NetworkPolicy(
            `${name}-access`,
            {
                metadata: { ...besideBroker, name: `${jobName}-access` },
                spec: from((known) => accessSpec(jobName, settings.namespace, known)),
            },
            { parent },
        ),
    ];
}

/** Whether the Jobs run beside the broker's pods. For a tenant, the stack of the broker opens it. */
function isBeside({ broker, tenant }: Pick<BrokerAccess, "broker" | "tenant">): boolean {
    return broker !== undefined && tenant === undefined;
}

/** An access that is known only later may be to a broker of others: then no pod has these labels. */
export function accessSpec(
    jobName: string,
    namespace: pulumi.Input<string>,
    {
        broker: brokerName,
        tenant,
        port,
        managementPort,
    }: Pick<BrokerAccessSettings, "broker" | "tenant" | "port" | "managementPort">,
): k8s.networking.v1.NetworkPolicySpec {
    const broker = isBeside({ broker: brokerName, tenant }) ? brokerName : undefined;
    return {
        podSelector: { matchLabels: selectorLabels(broker ?? jobName, ComponentLabel.Broker) },
        policyTypes: ["Ingress"],
        ingress: [
            {
                from: [
                    {
                        namespaceSelector: {
                            matchLabels: { "kubernetes.io/metadata.name": namespace },
                        },
                        podSelector: { matchLabels: { [clientOfLabel]: broker ?? jobName } },
                    },
                ],
                ports: [{ protocol: "TCP", port }],
            },
            {
                from: [
                    {
                        podSelector: {
                            matchLabels: selectorLabels(jobName, ComponentLabel.Topology),
                        },
                    },
                ],
                ports: [{ protocol: "TCP", port: managementPort }],
            },
        ],
    };
}
