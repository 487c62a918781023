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
import type { ConsumerCapacity } from "./capacity";
import { capacityDefaults } from "./capacity";
import { capacityAnnotations } from "./capacityPlan";
import {
    capacityProblems,
    planProblems,
    scheduledCapacityProblems,
    soundPlan,
} from "./capacityProblems";
import { capacitySentence } from "./capacityText";
import type { ConnectionProblems } from "./connectionProblems";
import { checkedConnection, destinationProblems, knownProblems } from "./connectionProblems";
import type { WorkloadKind } from "./pod";
import { workloadPodProblems } from "./podProblems";
import { createWorkload } from "./workload";

export interface QueueConsumerArgs extends WorkloadArgs {
    /** The queue to consume from. */
    queue: string;
    /** How many messages a pod may hold unacknowledged, 1 to 2000. Defaults to `50`, or to what `capacity` needs. */
    prefetch?: number;
    /** How long one message may take, in seconds, 1 to 3600; the grace period follows from it. Defaults to `1`, or to what `capacity` says. */
    secondsPerMessage?: number;
    /**
     * What arrives, how long the work takes, and the outage to survive. The number of pods, `prefetch` and the
     * grace period follow from it where they are not given, and the preview says how long a backlog takes to drain.
     * What cannot keep up is refused. For instance
     * `{ arrivalsPerSecond: 100, secondsPerMessage: 0.1, concurrency: 10, peakFactor: 3 }`. Defaults to no plan.
     */
    capacity?: ConsumerCapacity;
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
        const { plan } = settings;
        if (plan && pulumi.runtime.isDryRun()) {
            void pulumi.log.info(capacitySentence(plan, mostPods(settings)), this);
        }
        const { deploymentName, cronJobName } = createWorkload(
            name,
            settings,
            consumerKind(settings),
            this,
        );
        this.deploymentName = deploymentName;
        this.cronJobName = cronJobName;
        this.registerOutputs({ deploymentName, cronJobName });
    }
}

function consumerDefaults(args: QueueConsumerArgs) {
    const capacity = capacityDefaults(args.capacity);
    const plan = soundPlan(capacity);
    return {
        ...workloadDefaults({ ...args, replicas: args.replicas ?? plan?.pods }),
        queue: args.queue,
        prefetch: args.prefetch ?? plan?.prefetch ?? 50,
        secondsPerMessage: args.secondsPerMessage ?? plan?.longestSeconds ?? 1,
        autoscaling: autoscalingDefaults(args.queue, args.autoscaling, plan),
        capacity,
        plan,
    };
}

type ConsumerSettings = ReturnType<typeof consumerDefaults>;

function consumerKind(settings: ConsumerSettings): WorkloadKind {
    const { queue, prefetch, autoscaling, capacity, plan } = settings;
    return {
        component: ComponentLabel.Consumer,
        variables: () => ({
            QUEUE: queue,
            PREFETCH: String(prefetch),
            ...(capacity && { CONCURRENCY: String(capacity.concurrency) }),
        }),
        gracePeriodSeconds: consumerGraceSeconds(settings),
        autoscaling,
        annotations: plan && capacityAnnotations(plan),
    };
}

/** Everything that is wrong with a consumer's name and arguments; empty when it can be made. */
export function consumerProblems(name: string, args: QueueConsumerArgs): Problem[] {
    const settings = consumerDefaults(args);
    const { prefetch, secondsPerMessage, autoscaling, capacity, plan } = settings;
    return [
        ...workloadProblems(name, args),
        ...workloadPodProblems(name, settings, consumerKind(settings)),
        ...limitProblems(prefetch, secondsPerMessage),
        ...capacityProblems(capacity),
        ...scheduledCapacityProblems(args.capacity, args.schedule),
        ...(plan ? planProblems(plan, ...givenPods(args)) : []),
        ...autoscalingProblems(autoscaling, { ...args, prefetch }),
        ...knownProblems(args.connection, connectionProblems(args)),
    ];
}

/** Where the number of pods comes from that has to do for the plan, and that number if somebody gave it. */
function givenPods({ replicas, autoscaling }: QueueConsumerArgs): [string, number | undefined] {
    return autoscaling
        ? ["autoscaling.maxReplicas", autoscaling.maxReplicas]
        : ["replicas", replicas];
}

function mostPods({ replicas, autoscaling }: ConsumerSettings): number {
    return autoscaling?.maxReplicas ?? replicas;
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
function heldProblems(settings: ConsumerSettings, connection: AmqpConnection): Problem[] {
    const { queue, prefetch, secondsPerMessage, capacity } = settings;
    const longest = consumerTimeout(connection, queue);
    const held = heldSeconds(settings);
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
                  Math.floor(longest / secondsPerMessage) * (capacity?.concurrency ?? 1),
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

/** In the worst case every message takes the longest: one after the other, or as many at a time as `capacity` says. */
function heldSeconds({ prefetch, secondsPerMessage, capacity }: ConsumerSettings): number {
    return Math.ceil(prefetch / (capacity?.concurrency ?? 1)) * secondsPerMessage;
}

/** Ten seconds to close, an hour at the most. */
function consumerGraceSeconds(settings: ConsumerSettings): number {
    return Math.min(heldSeconds(settings) + 10, 3600);
}
