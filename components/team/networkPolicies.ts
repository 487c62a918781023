import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

import { topologyNetworkPolicySpec } from "../broker/topologyNetworkPolicy";
import type { BrokerAccess, BrokerAccessSettings } from "../connection/brokerAccess";
import { isKnownLater } from "../kubernetes/knownLater";
import { clientOfLabel, ComponentLabel, selectorLabels } from "../kubernetes/labels";
import type { TeamContext } from "./context";

/**
 * One keeps everybody from the Jobs. The other opens the broker to them and to the topology's workloads: it is added
 * to the broker's own, whose stack need not know of any topology.
 */
export function createTeamNetworkPolicies(
    { name, jobName, settings, from, besideBroker, parent }: TeamContext,
    access: pulumi.Input<BrokerAccess>,
): NetworkPolicy[] {
    const policy = (
        suffix: string,
        spec: pulumi.Input<k8s.networking.v1.NetworkPolicySpec>,
    ): NetworkPolicy =>
        new NetworkPolicy(
            `${name}-${suffix}`,
            { metadata: { ...besideBroker, name: `${jobName}-${suffix}` }, spec },
            { parent },
        );
    const isElsewhere = !isKnownLater(access) && !isBeside(access);
    return [
        policy("topology", topologyNetworkPolicySpec(jobName)),
        ...(isElsewhere
            ? []
            : [
                  policy(
                      "access",
                      from((known) => accessSpec(jobName, settings.namespace, known)),
                  ),
              ]),
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
