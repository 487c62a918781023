import * as pulumi from "@pulumi/pulumi";

import { ComponentLabel } from "../kubernetes/labels";
import type { Problem } from "../problems";
import { numberProblems, throwOnProblems } from "../problems";
import type { WorkloadArgs } from "./arguments";
import { destinationProblems, workloadDefaults, workloadProblems } from "./arguments";
import type { ConsumerAutoscaling } from "./autoscaling";
import { autoscalingDefaults, autoscalingProblems } from "./autoscaling";
import { createWorkload } from "./workload";

export interface QueueConsumerArgs extends WorkloadArgs {
    /** The queue to consume from. */
    queue: string;
    /** How many messages a pod may hold unacknowledged, 1 to 2000. Defaults to `50`. */
    prefetch?: number;
    /** How long one message may take, in seconds, 1 to 3600; the grace period follows from it. Defaults to `1`. */
    secondsPerMessage?: number;
    /**
     * Lets KEDA, which has to be in the cluster, set the number of pods by the length of the queue.
     * Needs `autoscaler` of the broker, and takes no `replicas`. Defaults to `replicas` pods.
     */
    autoscaling?: ConsumerAutoscaling;
}

/**
 * A Deployment, or a CronJob, that consumes from a queue. Its container gets `AMQP_URL`, `QUEUE` and `PREFETCH`, and
 * when it is stopped the time to finish what it has prefetched: as many seconds as
 * `TERMINATION_GRACE_PERIOD_SECONDS` says.
 */
export class QueueConsumer extends pulumi.ComponentResource {
    /** The name of the Deployment; absent with `schedule`. */
    public readonly deploymentName?: pulumi.Output<string>;
    /** The name of the CronJob; only with `schedule`. */
    public readonly cronJobName?: pulumi.Output<string>;

    constructor(name: string, args: QueueConsumerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("queue-workloads:index:QueueConsumer", name, {}, opts);
        throwOnProblems(`QueueConsumer "${name}"`, consumerProblems(name, args));

        const settings = consumerDefaults(args);
        const { queue, prefetch } = settings;
        const { deploymentName, cronJobName } = createWorkload(
            name,
            settings,
            {
                component: ComponentLabel.Consumer,
                variables: () => ({ QUEUE: queue, PREFETCH: String(prefetch) }),
                gracePeriodSeconds: consumerGraceSeconds(settings),
                autoscaling: settings.autoscaling,
            },
            this,
        );
        this.deploymentName = deploymentName;
        this.cronJobName = cronJobName;
        this.registerOutputs({ deploymentName, cronJobName });
    }
}

function consumerDefaults(args: QueueConsumerArgs) {
    return {
        ...workloadDefaults(args),
        queue: args.queue,
        prefetch: args.prefetch ?? 50,
        secondsPerMessage: args.secondsPerMessage ?? 1,
        autoscaling: autoscalingDefaults(args.queue, args.autoscaling),
    };
}

/** Everything that is wrong with a consumer's name and arguments; empty when it can be made. */
export function consumerProblems(name: string, args: QueueConsumerArgs): Problem[] {
    const { queue, connection, prefetch, secondsPerMessage, autoscaling } = consumerDefaults(args);
    return [
        ...workloadProblems(name, args),
        ...destinationProblems("queue", queue, connection, "consumesFrom"),
        ...numberProblems("prefetch", prefetch, 1, 2000),
        ...numberProblems("secondsPerMessage", secondsPerMessage, 1, 3600),
        ...autoscalingProblems(autoscaling, { ...args, prefetch }),
    ];
}

/** One message after the other in the worst case, ten seconds to close, an hour at the most. */
function consumerGraceSeconds({
    prefetch,
    secondsPerMessage,
}: ReturnType<typeof consumerDefaults>): number {
    return Math.min(prefetch * secondsPerMessage + 10, 3600);
}
