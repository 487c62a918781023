import type { CapacitySettings } from "./capacity";

/** What follows from what a consumer has to keep up with, whatever the number of its pods. */
export interface CapacityPlan {
    /** How many messages arrive a second at peak. */
    peakPerSecond: number;
    /** How many messages one pod serves a second. */
    servedPerSecond: number;
    /** How many messages wait at the end of the outage. */
    backlog: number;
    /** Within how many seconds they have to be gone. */
    drainWithinSeconds: number;
    /** The fewest pods that manage it. */
    pods: number;
    /** How many pods keep up with what arrives on average. */
    averagePods: number;
    /** How many messages a pod takes at a time. */
    prefetch: number;
    /** For how many messages that wait the autoscaler runs a pod. */
    messagesPerReplica: number;
    /** How long one message may take, in seconds. */
    longestSeconds: number;
    /** What the backlog takes on the volume of each node that holds the queue. */
    volumeBytes: number;
    /** What the backlog takes in the memory of each node that holds the queue. */
    memoryBytes: number;
}

const largestPrefetch = 2000;
/** In this time a pod gets further messages; it works on what it has prefetched meanwhile. */
const roundTripSeconds = 0.1;
/** An autoscaled consumer runs a pod for so many seconds of one pod's work that wait. */
const waitingSeconds = 30;
/** What the log of a quorum queue holds of a message besides its body: properties, headers and the entry's own. */
const logEntryBytes = 200;
/** https://www.rabbitmq.com/docs/quorum-queues#resource-use */
const indexEntryBytes = 32;

/**
 * A pod that works on n messages at a time, each for s seconds, serves P = n / s a second. While R arrive a second, c pods
 * drain a backlog of N messages in N / (cP - R) seconds, and never if R >= cP.
 */
export function capacityPlan(settings: CapacitySettings): CapacityPlan {
    const { arrivalsPerSecond, secondsPerMessage, concurrency, peakFactor } = settings;
    const peakPerSecond = arrivalsPerSecond * peakFactor;
    const servedPerSecond = concurrency / secondsPerMessage;
    const backlog = Math.ceil(peakPerSecond * settings.outageMinutes * 60);
    const drainWithinSeconds = settings.drainWithinMinutes * 60;
    const toDrain = (peakPerSecond + backlog / drainWithinSeconds) / servedPerSecond;
    const prefetch = Math.min(
        concurrency + Math.ceil(servedPerSecond * roundTripSeconds),
        largestPrefetch,
    );
    return {
        peakPerSecond,
        servedPerSecond,
        backlog,
        drainWithinSeconds,
        pods: Math.max(Math.ceil(toDrain - rounding), podsBeyond(peakPerSecond, servedPerSecond)),
        averagePods: podsBeyond(arrivalsPerSecond, servedPerSecond),
        prefetch,
        messagesPerReplica: Math.max(Math.ceil(servedPerSecond * waitingSeconds), prefetch),
        longestSeconds: Math.min(Math.max(Math.ceil(2 * secondsPerMessage), 1), 3600),
        volumeBytes: backlog * (settings.messageBytes + logEntryBytes),
        memoryBytes: backlog * indexEntryBytes,
    };
}

/** Far below a thousandth of a pod, and far above what division leaves behind. */
const rounding = 1e-9;

/** The fewest pods that serve more than arrives. */
export function podsBeyond(arriving: number, served: number): number {
    return Math.floor(arriving / served + rounding) + 1;
}

/** How long so many pods need for the backlog, in seconds; infinite when they do not even keep up. */
export function drainSeconds(
    { backlog, peakPerSecond, servedPerSecond }: CapacityPlan,
    pods: number,
): number {
    const surplus = pods * servedPerSecond - peakPerSecond;
    return surplus > rounding ? backlog / surplus : Infinity;
}

/** How many messages arrive a second at peak. */
const arrivalsAnnotation = "queue-workloads/arrivals-per-second";
/** How many of them each pod serves. */
const servedAnnotation = "queue-workloads/served-per-second";

/** What a policy pack can hold against the number of pods. */
export function capacityAnnotations({ peakPerSecond, servedPerSecond }: CapacityPlan) {
    return {
        [arrivalsAnnotation]: String(peakPerSecond),
        [servedAnnotation]: String(servedPerSecond),
    };
}
