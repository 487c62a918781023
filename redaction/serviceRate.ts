/** What the annotations of a Deployment say of its capacity: `QueueConsumer` with `capacity` sets them. */
export interface ServiceRate {
    /** How many messages arrive a second at peak. */
    arriving: number;
    /** How many of them each pod serves. */
    servedByPod: number;
}

export const arrivalsAnnotation = "queue-workloads/arrivals-per-second";
export const servedAnnotation = "queue-workloads/served-per-second";

/** Nothing where a workload does not say both, or not as numbers. */
export function serviceRate(annotations: { [name: string]: unknown }): ServiceRate | undefined {
    const [arriving, servedByPod] = [arrivalsAnnotation, servedAnnotation].map((name) => {
        const text = annotations[name];
        return typeof text === "string" && text.trim() !== "" ? Number(text) : NaN;
    }) as [number, number];
    return arriving >= 0 && servedByPod > 0 ? { arriving, servedByPod } : undefined;
}
