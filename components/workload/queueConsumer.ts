import * as pulumi from "@pulumi/pulumi";

import { judgedInputs } from "../judgedInputs";
import { claimProblems } from "../kubernetes/claims";
import { knownNow, whenKnown } from "../kubernetes/knownLater";
import { ComponentLabel } from "../kubernetes/labels";
import type { Problem } from "../problems";
import { throwOnProblems } from "../problems";
import type { WorkloadArgs } from "./arguments";
import { runKind, workloadDefaults, workloadProblems } from "./arguments";
import type { ConsumerAutoscaling } from "./autoscaling";
import { autoscalingDefaults, autoscalingProblems, scalerProblems } from "./autoscaling";
import type { ConsumerCapacity } from "./capacity";
import { capacityDefaults } from "./capacity";
import { capacityAnnotations } from "./capacityPlan";
import { capacityProblems, planProblems, runCapacityProblems, soundPlan } from "./capacityProblems";
import { capacitySentence } from "./capacityText";
import type { ConnectionProblems } from "./connectionProblems";
import { anyConnection, destinationProblems, knownProblems } from "./connectionProblems";
import { consumedQueueProblems, consumedQueues, queueVariables } from "./consumedQueues";
import type { Destination } from "./destination";
import {
    destinationRightProblems,
    destinationShapeProblems,
    destinationVariables,
} from "./destination";
import { consumerGraceSeconds, heldProblems, limitProblems } from "./heldMessages";
import type { WorkloadKind } from "./pod";
import { workloadPodProblems } from "./podProblems";
import { problemsOfShapeAnd } from "./soundArguments";
import { createWorkload } from "./workload";

export interface QueueConsumerArgs extends WorkloadArgs {
    /** The queue to consume from. Give either this or `queues`. */
    queue?: string;
    /** Several queues to consume from, instead of `queue`; no name of them may have a comma. */
    queues?: string[];
    /**
     * Where the result of each message goes, which has to be in `publishesTo` of the client. Defaults to nowhere:
     * an answer to whoever asks for one in `reply-to` needs no `results`.
     */
    results?: Destination;
    /** How many messages a pod may hold unacknowledged, of each queue, 1 to 2000. Defaults to `50`, or to what `capacity` needs. */
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
 * A Deployment, a CronJob or a Job that consumes from a queue. Its container gets `AMQP_URL`, `QUEUE` (or `QUEUES`, which
 * commas separate) and `PREFETCH`, with `results` also `RESULT_EXCHANGE` and `RESULT_ROUTING_KEY` as producers have
 * theirs, and when it is stopped the time to finish what it has prefetched: as many seconds as
 * `TERMINATION_GRACE_PERIOD_SECONDS` says.
 */
export class QueueConsumer extends pulumi.ComponentResource {
    /** The namespace of the pods: that of the connection's Secret. */
    public readonly namespace: pulumi.Output<string>;
    /** The name of the Service; only with `http`. */
    public readonly serviceName?: pulumi.Output<string>;
    /** The name of the Deployment; absent with `schedule` and `runOnce`. */
    public readonly deploymentName?: pulumi.Output<string>;
    /** The name of the CronJob; only with `schedule`. */
    public readonly cronJobName?: pulumi.Output<string>;
    /** The name of the Job; only with `runOnce`. */
    public readonly jobName?: pulumi.Output<string>;

    constructor(name: string, args: QueueConsumerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("queue-workloads:index:QueueConsumer", name, {}, opts);
        const what = `QueueConsumer "${name}"`;
        throwOnProblems(what, consumerProblems(name, args));

        const judged = judgedInputs(what, args, (known) => consumerProblems(name, known));
        const settings = consumerDefaults(judged);
        throwOnProblems(what, claimProblems(this, what, settings.namespace, [name]));
        const { plan } = settings;
        if (plan && pulumi.runtime.isDryRun()) {
            void whenKnown(mostPods(settings), (pods) => {
                void pulumi.log.info(capacitySentence(plan, pods), this);
            });
        }
        const names = createWorkload(name, settings, consumerKind(settings), this);
        this.namespace = names.namespace;
        this.serviceName = names.serviceName;
        this.deploymentName = names.deploymentName;
        this.cronJobName = names.cronJobName;
        this.jobName = names.jobName;
        this.registerOutputs({ ...names });
    }
}

function consumerDefaults(args: QueueConsumerArgs) {
    const capacity = capacityDefaults(args.capacity);
    const plan = soundPlan(capacity);
    return {
        ...workloadDefaults({ ...args, replicas: args.replicas ?? plan?.pods }),
        queues: consumedQueues(args),
        results: args.results,
        prefetch: args.prefetch ?? plan?.prefetch ?? 50,
        secondsPerMessage: args.secondsPerMessage ?? plan?.longestSeconds ?? 1,
        autoscaling: autoscalingDefaults(consumedQueues(args), args.autoscaling, plan),
        capacity,
        plan,
    };
}

type ConsumerSettings = ReturnType<typeof consumerDefaults>;

function consumerKind(settings: ConsumerSettings): WorkloadKind {
    const { queues, results, prefetch, autoscaling, capacity, plan } = settings;
    return {
        component: ComponentLabel.Consumer,
        variables: (connection) => ({
            ...queueVariables(queues),
            ...(results && destinationVariables(results, connection, "RESULT_")),
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
    return problemsOfShapeAnd("QueueConsumer", args, (sound) => soundProblems(name, sound));
}

function soundProblems(name: string, args: QueueConsumerArgs): Problem[] {
    const settings = consumerDefaults(args);
    const { prefetch, secondsPerMessage, autoscaling, capacity, plan } = settings;
    return [
        ...workloadProblems(name, args),
        ...workloadPodProblems(name, settings, consumerKind(settings)),
        ...limitProblems(prefetch, secondsPerMessage),
        ...consumedQueueProblems(args),
        ...(args.results ? destinationShapeProblems(args.results, "results.") : []),
        ...capacityProblems(capacity),
        ...runCapacityProblems(args.capacity, runKind(args)),
        ...(plan ? planProblems(plan, ...givenPods(args)) : []),
        ...autoscalingProblems(autoscaling, { ...args, prefetch, runKind: runKind(args) }),
        ...knownProblems(args.connection, connectionProblems(args)),
    ];
}

/** Where the number of pods comes from that has to do for the plan, and that number if somebody gave it. */
function givenPods({ replicas, autoscaling }: QueueConsumerArgs): [string, number | undefined] {
    return autoscaling
        ? ["autoscaling.maxReplicas", autoscaling.maxReplicas]
        : ["replicas", knownNow(replicas)];
}

function mostPods({ replicas, autoscaling }: ConsumerSettings): pulumi.Input<number> {
    return autoscaling?.maxReplicas ?? replicas;
}

/** What the connection does not allow; known later when another stack hands it over. */
function connectionProblems(args: QueueConsumerArgs): ConnectionProblems {
    const settings = consumerDefaults({ ...args, connection: anyConnection });
    const path = args.queues === undefined ? "queue" : "queues";
    return (connection) => [
        ...settings.queues.flatMap((queue) =>
            destinationProblems(path, queue, connection, "consumesFrom"),
        ),
        ...(args.results ? destinationRightProblems(args.results, connection, "results.") : []),
        ...heldProblems(settings, connection),
        ...scalerProblems(settings.queues, args.autoscaling, connection),
    ];
}
