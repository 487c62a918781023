import type { BrokerSettings } from "./arguments";

/** What stopping takes beyond the wait for other nodes: closing connections and writing queues. */
export const stopSeconds = 30;

/** How often and for how long Kubernetes asks a starting node whether its cluster is complete. */
export const startupProbe = { periodSeconds: 3, failureThreshold: 200 };

/** What Kubernetes takes besides: to find a place for a pod, to load its image, to attach its volume. */
export const placingSeconds = 600;

/** How long a stopping pod has before it is killed. */
export function gracePeriodSeconds({
    drainTimeoutSeconds,
}: Pick<BrokerSettings, "drainTimeoutSeconds">): number {
    return drainTimeoutSeconds + stopSeconds;
}

/**
 * How long Pulumi waits for the nodes: all start at once when the broker is made, one after the other
 * stops and starts when it changes, and all stop at once when it goes.
 */
export function brokerTimeouts(settings: BrokerSettings) {
    const grace = gracePeriodSeconds(settings);
    const start = startupProbe.periodSeconds * startupProbe.failureThreshold + placingSeconds;
    return {
        create: `${start}s`,
        update: `${settings.replicas * (grace + start)}s`,
        delete: `${grace + placingSeconds}s`,
    };
}
