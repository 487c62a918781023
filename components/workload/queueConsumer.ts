import * as pulumi from "@pulumi/pulumi";

import type { AmqpConnection } from "../connection/amqpConnection";
import { consumerTimeout } from "../connection/amqpConnection";
import { claimProblems } from "../kubernetes/claims";
import { ComponentLabel } from "../kubernetes/labels";
import type { Problem } from "../problems";
import { numberProblems, problem, throwOnProblems } from "../problems";
import type { WorkloadArgs } from "./arguments";
import { workloadDefaults, workloadProblems } from "./arguments";
import type { ConsumerAutoscaling } from "./autoscaling";
import { autoscalingDefaults, autoscalingProblems, scalerProblems } from "./autoscaling";
import type { ConnectionProblems } from "./connectionProblems";
import { checkedConnection, destinationProblems, knownProblems } from "./connectionProblems";
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
        const what = `QueueConsumer "${name}"`;
        throwOnProblems(what, consumerProblems(name, args));

        const connection = checkedConnection(what, args.connection, connectionProblems(args));
        const settings = consumerDefaults({ ...args, connection });
        throwOnProblems(what, claimProblems(this, what, settings.namespace, [name]));
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

type ConsumerSettings = ReturnType<typeof consumerDefaults>;

/** Everything that is wrong with a consumer's name and arguments; empty when it can be made. */
export function consumerProblems(name: string, args: QueueConsumerArgs): Problem[] {
    const { prefetch, secondsPerMessage, autoscaling } = consumerDefaults(args);
    return [
        ...workloadProblems(name, args),
        ...limitProblems(prefetch, secondsPerMessage),
        ...autoscalingProblems(autoscaling, { ...args, prefetch }),
        ...knownProblems(args.connection, connectionProblems(args)),
    ];
}

/** What the connection does not allow; known later when another stack hands it over. */
function connectionProblems(args: QueueConsumerArgs): ConnectionProblems {
    return (connection) => [
        ...destinationProblems("queue", args.queue, connection, "consumesFrom"),
        ...heldProblems(consumerDefaults(args), connection),
        ...scalerProblems(args.queue, args.autoscaling, connection),
    ];
}

function limitProblems(prefetch: number, secondsPerMessage: number): Problem[] {
    return [
        ...numberProblems("prefetch", prefetch, 1, 2000),
        ...numberProblems("secondsPerMessage", secondsPerMessage, 1, 3600),
    ];
}

/** What is held for too long is delivered again, held for too long there as well, and so for ever. */
function heldProblems(
    { queue, prefetch, secondsPerMessage }: ConsumerSettings,
    connection: AmqpConnection,
): Problem[] {
    const longest = consumerTimeout(connection, queue);
    const held = prefetch * secondsPerMessage;
    if (longest === 0 || held <= longest || limitProblems(prefetch, secondsPerMessage).length > 0) {
        return [];
    }
    const why = `The queue takes back what is held for ${longest} s, and the last of them would be held for ${held} s`;
    const [path, value, most, other] =
        secondsPerMessage > longest
            ? ["secondsPerMessage", secondsPerMessage, longest, ""]
            : [
                  "prefetch",
                  prefetch,
                  Math.floor(longest / secondsPerMessage),
                  "lower prefetch, or ",
              ];
    return [
        problem(
            path,
            value,
            `at most ${most}`,
            `${why}: ${other}set consumerTimeoutSeconds of the queue.`,
        ),
    ];
}

/** One message after the other in the worst case, ten seconds to close, an hour at the most. */
function consumerGraceSeconds({ prefetch, secondsPerMessage }: ConsumerSettings): number {
    return Math.min(prefetch * secondsPerMessage + 10, 3600);
}
