import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { Service } from "@pulumi/kubernetes/core/v1";
import type { Resource } from "@pulumi/pulumi";

import { createDisruptionBudget } from "../kubernetes/disruptionBudget";
import { knownNow } from "../kubernetes/knownLater";
import { addressFamilies, externalAccess } from "../kubernetes/service";
import type { WorkloadContext } from "./context";
import { podTemplate } from "./pod";

/** Runs the pods of a workload all the time, with what they need beside them: a Service where there is `http`. */
export function createDeployment(
    context: WorkloadContext,
    dependsOn: Resource[],
): { deployment: Deployment; service?: Service } {
    const { name, settings, kind, parent, metadata, selector } = context;
    const { autoscaling, annotations } = kind;
    if (mayHaveSeveralPods(context)) {
        createDisruptionBudget(name, metadata, selector, parent);
    }
    const service = createService(context);
    const deployment = new Deployment(
        name,
        {
            metadata: { ...metadata, annotations },
            spec: {
                replicas: autoscaling ? undefined : settings.replicas,
                selector: { matchLabels: selector },
                // A new pod is ready before an old one goes: no dip, and prefetched messages stay few.
                strategy: {
                    type: "RollingUpdate",
                    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
                },
                template: podTemplate(name, settings, kind),
            },
        },
        {
            parent,
            dependsOn,
            customTimeouts: timeouts(context),
        },
    );
    return { deployment, service };
}

/** A rollout does not wait for the pods that it stops; a removal does. */
function timeouts({ settings, kind }: WorkloadContext) {
    const rollout = `${settings.rolloutTimeoutSeconds}s`;
    return { create: rollout, update: rollout, delete: `${kind.gracePeriodSeconds + 300}s` };
}

/** Whether there may be a second pod, which goes on while the first one is evicted. */
function mayHaveSeveralPods({ settings, kind }: WorkloadContext): boolean {
    const most = knownNow(kind.autoscaling?.maxReplicas ?? settings.replicas);
    return most === undefined || most >= 2;
}

function createService(context: WorkloadContext): Service | undefined {
    const { name, settings, parent, metadata, selector } = context;
    const { http, service } = settings;
    if (http === undefined) {
        return undefined;
    }
    return new Service(
        name,
        {
            metadata: { ...metadata, annotations: service.annotations },
            spec: {
                type: service.type,
                ...addressFamilies(service),
                ...externalAccess(service),
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
        { parent },
    );
}
