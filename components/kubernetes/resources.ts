import type * as k8s from "@pulumi/kubernetes/types/input";

/** What a container may use at the most: memory always, CPU only where it was asked for. */
export function limits(
    cpuLimit: string | undefined,
    memory: string,
): NonNullable<k8s.core.v1.ResourceRequirements["limits"]> {
    return cpuLimit === undefined ? { memory } : { cpu: cpuLimit, memory };
}
