import { serviceRate } from "../../redaction/serviceRate";
import type { DeclaredResource } from "./autoscaling";
import { podCount } from "./capacity";
import { recordOf } from "./propertyValue";

/** Up to how many messages a second a workload keeps up, and how many arrive at peak. */
export interface KeepsUp {
    until: number;
    arriving: number;
}

/** Nothing where the workload does not say what it has to keep up with; an autoscaled one is judged by its most pods. */
export function keepsUp(
    resource: DeclaredResource | undefined,
    mostPods: number | undefined,
): KeepsUp | undefined {
    const rate = serviceRate(recordOf(recordOf(resource?.inputs?.metadata).annotations));
    const pods = mostPods ?? podCount(resource?.inputs);
    return rate && pods !== undefined
        ? { until: pods * rate.servedByPod, arriving: rate.arriving }
        : undefined;
}
