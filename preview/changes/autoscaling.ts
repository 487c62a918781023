import { defaultMaxReplicaCount } from "../../redaction/keda";
import type { Properties } from "../events/engineEvent";
import { kindOf } from "../events/urn";
import { recordOf } from "./propertyValue";

/** A resource as a program declares it. */
export interface DeclaredResource {
    type: string;
    inputs: Properties | null | undefined;
}

/** The most pods that autoscalers may give to workloads, by the workload's `workloadId`. */
export function mostPodsByWorkload(resources: DeclaredResource[]): Map<string, number> {
    const mostPods = new Map<string, number>();
    for (const { type, inputs } of resources) {
        const { scaleTargetRef, ...spec } = recordOf(inputs?.spec);
        const most = mostPodsOf(type, spec);
        if (typeof most === "number") {
            const { kind = "Deployment", name } = recordOf(scaleTargetRef);
            mostPods.set(idOf(inputs, kind, name), most);
        }
    }
    return mostPods;
}

export function workloadId({ type, inputs }: DeclaredResource): string {
    return idOf(inputs, kindOf(type), recordOf(inputs?.metadata).name);
}

function mostPodsOf(type: string, spec: { [key: string]: unknown }): unknown {
    if (/^kubernetes:autoscaling\/v[12]:HorizontalPodAutoscaler$/.test(type)) {
        return spec.maxReplicas;
    }
    return /^kubernetes:keda\.sh\/v1alpha1:ScaledObject$/.test(type)
        ? (spec.maxReplicaCount ?? defaultMaxReplicaCount)
        : undefined;
}

function idOf(inputs: DeclaredResource["inputs"], kind: unknown, name: unknown): string {
    return [recordOf(inputs?.metadata).namespace, kind, name].join("/");
}
