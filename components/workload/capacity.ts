/**
 * What a consumer has to keep up with. The number of pods, or the limits of the autoscaler, `prefetch`
 * and the grace period follow from it, and what cannot keep up is refused.
 */
export interface ConsumerCapacity {
    /** How many messages arrive in the queue a second on average, 0.001 to 1000000. */
    arrivalsPerSecond: number;
    /**
     * How long one message takes on average, in seconds, 0.0001 to 3600. The longest that it may take is the
     * consumer's own `secondsPerMessage`, which defaults to twice the average here.
     */
    secondsPerMessage: number;
    /**
     * On how many messages a pod works at a time, 1 to 2000. The container is told as `CONCURRENCY`.
     * Defaults to `1`.
     */
    concurrency?: number;
    /** How many times the average arrives at peak, 1 to 1000. Defaults to `1`. */
    peakFactor?: number;
    /** The outage to survive: for how many minutes at peak nothing is consumed, 0 to 10080. Defaults to `10`. */
    outageMinutes?: number;
    /** Within how many minutes after it the backlog is gone, although the peak goes on, 1 to 10080. Defaults to `60`. */
    drainWithinMinutes?: number;
    /** How large a message is on average, in bytes, 1 to 134217728. Defaults to `1024`. */
    messageBytes?: number;
}

/** The arguments with every default filled in; nothing where capacity is not asked for. */
export function capacityDefaults(args: ConsumerCapacity | undefined) {
    return (
        args && {
            arrivalsPerSecond: args.arrivalsPerSecond,
            secondsPerMessage: args.secondsPerMessage,
            concurrency: args.concurrency ?? 1,
            peakFactor: args.peakFactor ?? 1,
            outageMinutes: args.outageMinutes ?? 10,
            drainWithinMinutes: args.drainWithinMinutes ?? 60,
            messageBytes: args.messageBytes ?? 1024,
        }
    );
}

export type CapacitySettings = NonNullable<ReturnType<typeof capacityDefaults>>;
