import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";

import { commonLabels, selectorLabels } from "./labels";
import { WorkloadArgs, workloadDefaults } from "./workloadArguments";
import { workloadNetworkPolicySpec } from "./workloadNetworkPolicy";
import { podTemplate, WorkloadKind } from "./workloadPod";

/** The resources that producers and consumers have in common, as children of `parent`. */
export function createWorkload(
    name: string,
    args: WorkloadArgs,
    kind: WorkloadKind,
    parent: pulumi.ComponentResource,
): Deployment {
    const settings = workloadDefaults(args);
    const { http, namespace, replicas } = settings;
    const child = { parent };
    const metadata = { name, namespace, labels: commonLabels(name, kind.component) };
    const selector = selectorLabels(name, kind.component);

    const serviceAccount = new ServiceAccount(
        name,
        { metadata, automountServiceAccountToken: false },
        child,
    );
    const networkPolicy = new NetworkPolicy(
        name,
        { metadata, spec: workloadNetworkPolicySpec(selector, http) },
        child,
    );
    if (replicas > 1) {
        new PodDisruptionBudget(
            name,
            {
                metadata,
                spec: {
                    maxUnavailable: 1,
                    unhealthyPodEvictionPolicy: "AlwaysAllow",
                    selector: { matchLabels: selector },
                },
            },
            child,
        );
    }
    if (http) {
        new Service(
            name,
            {
                metadata,
                spec: {
                    type: "ClusterIP",
                    selector,
                    ports: [
                        {
                            name: "http",
                            port: http.servicePort,
                            targetPort: "http",
                            appProtocol: "http",
                        },
                    ],
                },
            },
            child,
        );
    }
    return new Deployment(
        name,
        {
            metadata,
            spec: {
                replicas,
                selector: { matchLabels: selector },
                // A new pod is ready before an old one goes: no dip, and prefetched messages stay few.
                strategy: {
                    type: "RollingUpdate",
                    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
                },
                template: podTemplate(name, args, settings, kind),
            },
        },
        {
            ...child,
            dependsOn: [serviceAccount, networkPolicy],
            customTimeouts: {
                create: `${settings.rolloutTimeoutSeconds}s`,
                update: `${settings.rolloutTimeoutSeconds}s`,
            },
        },
    );
}
