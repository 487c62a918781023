import type { Input } from "@pulumi/pulumi";

import type { AmqpConnection } from "../connection/amqpConnection";
import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import type { CapacityPlan } from "./capacityPlan";

export interface ConsumerAutoscaling {
    /**
     * The fewest pods, 0 to 1000. With 0 none runs while the queue is empty, and the first message
     * starts one, ten seconds later at the most. Defaults to `1`, or with `capacity` to what keeps up on average.
     */
    minReplicas?: number;
    /** The most pods, 1 to 1000, and not fewer than `minReplicas`. With `capacity` it defaults to what that needs. */
    maxReplicas?: number;
    /**
     * For how many messages of the queue there is a pod - of several queues, that with the most - `prefetch` to 1000000000. Those that wait and
     * those that are being processed count alike, so that no pod is taken away from its work. With `capacity`
     * it defaults to what a pod does in half a minute.
     */
    messagesPerReplica?: number;
    /** How long the queue has to have been shorter before pods are stopped, in seconds, 15 to 3600. Defaults to `300`. */
    scaleDownSeconds?: number;
}

/** The arguments with every default filled in; nothing where autoscaling is not asked for. */
export function autoscalingDefaults(
    queues: string[],
    args: ConsumerAutoscaling | undefined,
    plan?: CapacityPlan,
) {
    return (
        args && {
            queues,
            minReplicas: args.minReplicas ?? plan?.averagePods ?? 1,
            // Without a plan both have been given, or been refused.
            maxReplicas: (args.maxReplicas ?? plan?.pods)!,
            messagesPerReplica: (args.messagesPerReplica ?? plan?.messagesPerReplica)!,
            scaleDownSeconds: args.scaleDownSeconds ?? 300,
        }
    );
}

export type AutoscalingSettings = NonNullable<ReturnType<typeof autoscalingDefaults>>;

/** What a consumer's other arguments say that its autoscaling has to agree with. */
export interface AutoscaledConsumer {
    autoscaling?: ConsumerAutoscaling;
    prefetch: number;
    replicas?: Input<number>;
    /** The argument that makes it run until it ends by itself. */
    runKind?: string;
}

export function autoscalingProblems(
    settings: AutoscalingSettings | undefined,
    consumer: AutoscaledConsumer,
): Problem[] {
    if (settings === undefined) {
        return [];
    }
    const { minReplicas, maxReplicas, messagesPerReplica, scaleDownSeconds } = settings;
    const { prefetch, replicas } = consumer;
    const fewest = Math.min(Math.max(minReplicas, 1), 1000);
    const raise = fewest > 1 ? `minReplicas is ${minReplicas}: raise maxReplicas.` : undefined;
    const problems = [
        ...missingProblems({ maxReplicas, messagesPerReplica }),
        ...numberProblems("autoscaling.minReplicas", minReplicas, 0, 1000),
        ...numberProblems("autoscaling.maxReplicas", maxReplicas, fewest, 1000, raise),
        ...numberProblems(
            "autoscaling.messagesPerReplica",
            messagesPerReplica,
            prefetch,
            1_000_000_000,
            `A pod may hold ${prefetch} at a time, and leave none for another: raise it, or lower prefetch.`,
        ),
        ...numberProblems("autoscaling.scaleDownSeconds", scaleDownSeconds, 15, 3600),
    ];
    if (replicas !== undefined) {
        const fix = "The autoscaler sets it: remove replicas.";
        problems.push(problem("replicas", replicas, "nothing with autoscaling", fix));
    }
    if (consumer.runKind !== undefined) {
        const fix = "A run is one pod: remove autoscaling.";
        problems.push(
            problem("autoscaling", consumer.autoscaling, `nothing with ${consumer.runKind}`, fix),
        );
    }
    return problems;
}

/** What follows from `capacity`, and has to be given without it. */
function missingProblems(numbers: { [field: string]: number | undefined }): Problem[] {
    return Object.keys(numbers)
        .filter((field) => numbers[field] === undefined)
        .map((field) => {
            const fix = "Give it, or say with capacity what the consumer has to keep up with.";
            return problem(`autoscaling.${field}`, undefined, "a whole number", fix);
        });
}

/** What autoscaling needs of the connection that it is not given. */
export function scalerProblems(
    queues: string[],
    autoscaling: ConsumerAutoscaling | undefined,
    { autoscaler }: AmqpConnection,
): Problem[] {
    if (autoscaling === undefined) {
        return [];
    }
    if (autoscaler === undefined) {
        const allowed = "nothing without the broker's autoscaler";
        return [problem("autoscaling", autoscaling, allowed, "Set autoscaler: {} on the broker.")];
    }
    if (queues.some((queue) => autoscaler.streams?.includes(queue))) {
        const allowed = "nothing for a stream";
        const fix = "It keeps what was read, so its length says nothing: remove autoscaling.";
        return [problem("autoscaling", autoscaling, allowed, fix)];
    }
    return [];
}
