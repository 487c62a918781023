import type { KubernetesObject } from "./object";
import type { Shapes } from "./shapes/kinds";

export type ScaledObject = KubernetesObject<Shapes["keda.sh/ScaledObject"]>;

/** Whether no pod runs where there is nothing to do. */
export function scalesToZero({ props: { spec } }: ScaledObject): boolean {
    return (spec?.idleReplicaCount ?? spec?.minReplicaCount ?? 0) === 0;
}
