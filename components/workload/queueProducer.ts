import * as pulumi from "@pulumi/pulumi";

import { judgedInputs } from "../judgedInputs";
import { claimProblems } from "../kubernetes/claims";
import { ComponentLabel } from "../kubernetes/labels";
import type { Problem } from "../problems";
import { numberProblems, throwOnProblems } from "../problems";
import type { WorkloadArgs } from "./arguments";
import { workloadDefaults, workloadProblems } from "./arguments";
import type { ConnectionProblems } from "./connectionProblems";
import { knownProblems } from "./connectionProblems";
import {
    destinationRightProblems,
    destinationShapeProblems,
    destinationVariables,
} from "./destination";
import type { WorkloadKind } from "./pod";
import { workloadPodProblems } from "./podProblems";
import { problemsOfShapeAnd } from "./soundArguments";
import { createWorkload } from "./workload";

export interface QueueProducerArgs extends WorkloadArgs {
    /** The queue to publish to. Give either this or `exchange`. */
    queue?: string;
    /** The exchange to publish to. Give either this or `queue`. */
    exchange?: string;
    /** The routing key of messages to `exchange`. Defaults to the empty key. */
    routingKey?: string;
    /** How long a stopping pod may wait for outstanding confirms, in seconds, 1 to 3600. Defaults to `30`. */
    confirmTimeoutSeconds?: number;
}

/**
 * A Deployment, a CronJob or a Job that publishes to a queue or an exchange. Its container gets `AMQP_URL`, and either
 * `EXCHANGE` and `ROUTING_KEY`, or `QUEUE` when the queue is reached through the default exchange. When it is
 * stopped it has as many seconds as `TERMINATION_GRACE_PERIOD_SECONDS` says.
 */
export class QueueProducer extends pulumi.ComponentResource {
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

    constructor(name: string, args: QueueProducerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("queue-workloads:index:QueueProducer", name, {}, opts);
        const what = `QueueProducer "${name}"`;
        throwOnProblems(what, producerProblems(name, args));

        const judged = judgedInputs(what, args, (known) => producerProblems(name, known));
        const settings = producerDefaults(judged);
        throwOnProblems(what, claimProblems(this, what, settings.namespace, [name]));
        const names = createWorkload(name, settings, producerKind(settings), this);
        this.namespace = names.namespace;
        this.serviceName = names.serviceName;
        this.deploymentName = names.deploymentName;
        this.cronJobName = names.cronJobName;
        this.jobName = names.jobName;
        this.registerOutputs({ ...names });
    }
}

function producerDefaults(args: QueueProducerArgs) {
    return {
        ...workloadDefaults(args),
        queue: args.queue,
        exchange: args.exchange,
        routingKey: args.routingKey ?? "",
        confirmTimeoutSeconds: args.confirmTimeoutSeconds ?? 30,
    };
}

type ProducerSettings = ReturnType<typeof producerDefaults>;

function producerKind(settings: ProducerSettings): WorkloadKind {
    return {
        component: ComponentLabel.Producer,
        variables: (connection) => destinationVariables(settings, connection),
        gracePeriodSeconds: settings.confirmTimeoutSeconds + 10,
    };
}

/** Everything that is wrong with a producer's name and arguments; empty when it can be made. */
export function producerProblems(name: string, args: QueueProducerArgs): Problem[] {
    return problemsOfShapeAnd("QueueProducer", args, (sound) => soundProblems(name, sound));
}

function soundProblems(name: string, args: QueueProducerArgs): Problem[] {
    const settings = producerDefaults(args);
    return [
        ...workloadProblems(name, args),
        ...workloadPodProblems(name, settings, producerKind(settings)),
        ...numberProblems("confirmTimeoutSeconds", args.confirmTimeoutSeconds, 1, 3600),
        ...destinationShapeProblems(args),
        ...knownProblems(args.connection, connectionProblems(args)),
    ];
}

/** What the connection does not allow; known later when another stack hands it over. */
function connectionProblems(args: QueueProducerArgs): ConnectionProblems {
    return (connection) => destinationRightProblems(args, connection);
}
