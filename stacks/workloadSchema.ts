import { z } from "zod";

import type {
    WorkloadArgs,
    WorkloadHttp,
    WorkloadResources,
} from "../components/workload/arguments";
import type { ConsumerAutoscaling } from "../components/workload/autoscaling";
import type { ConsumerCapacity } from "../components/workload/capacity";
import type { Destination } from "../components/workload/destination";
import { Framework } from "../components/workload/frameworks/framework";
import type { QueueConsumerArgs } from "../components/workload/queueConsumer";
import type { QueueProducerArgs } from "../components/workload/queueProducer";
import type { WorkloadRun } from "../components/workload/runOnce";
import type { WorkloadSchedule } from "../components/workload/schedule";
import { ConcurrencyPolicy } from "../components/workload/schedule";
import { pod } from "./podSchema";
import type { Shape } from "./schemaShape";
import { optionalBoolean, optionalNumber, optionalString, text } from "./schemaShape";
import { secretReference } from "./secretReferenceSchema";
import { service } from "./serviceSchema";
import type { ClientRights } from "./topologySchema";
import { clientRights } from "./topologySchema";

const schedule = z.strictObject({
    cron: text,
    timeZone: optionalString,
    concurrencyPolicy: z.enum(ConcurrencyPolicy).optional(),
    startingDeadlineSeconds: optionalNumber,
    backoffLimit: optionalNumber,
    activeDeadlineSeconds: optionalNumber,
    successfulJobsHistoryLimit: optionalNumber,
    failedJobsHistoryLimit: optionalNumber,
    suspend: optionalBoolean,
} satisfies Shape<WorkloadSchedule>);

const runOnce = z.strictObject({
    run: optionalNumber,
    backoffLimit: optionalNumber,
    activeDeadlineSeconds: optionalNumber,
} satisfies Shape<WorkloadRun>);

const workloadResources = z.strictObject({
    cpu: optionalString,
    cpuLimit: optionalString,
    memoryMiB: optionalNumber,
} satisfies Shape<WorkloadResources>);

const http = z.strictObject({
    containerPort: optionalNumber,
    servicePort: optionalNumber,
    livenessPath: optionalString,
    readinessPath: optionalString,
    fromNamespaces: z.array(z.string()).optional(),
} satisfies Shape<WorkloadHttp>);

const workload = {
    image: text,
    replicas: optionalNumber,
    env: z.record(z.string(), z.string()).optional(),
    secretEnv: z.record(z.string(), secretReference).optional(),
    framework: z.enum(Framework).optional(),
    resources: workloadResources.optional(),
    http: http.optional(),
    runAsUser: optionalNumber,
    rolloutTimeoutSeconds: optionalNumber,
    schedule: schedule.optional(),
    runOnce: runOnce.optional(),
    pod,
    service,
    ambientMesh: optionalBoolean,
    ...clientRights,
} satisfies Shape<Configured<WorkloadArgs>>;

/** What a stack says of a workload and of its client: the connection is the broker's. */
type Configured<T extends WorkloadArgs> = Omit<T, "connection"> & ClientRights;

export const producer = z.strictObject({
    queue: optionalString,
    exchange: optionalString,
    routingKey: optionalString,
    confirmTimeoutSeconds: optionalNumber,
    ...workload,
} satisfies Shape<Configured<QueueProducerArgs>>);

const autoscaling = z.strictObject({
    minReplicas: optionalNumber,
    maxReplicas: optionalNumber,
    messagesPerReplica: optionalNumber,
    scaleDownSeconds: optionalNumber,
} satisfies Shape<ConsumerAutoscaling>);

const capacity = z.strictObject({
    arrivalsPerSecond: z.number(),
    secondsPerMessage: z.number(),
    concurrency: optionalNumber,
    peakFactor: optionalNumber,
    outageMinutes: optionalNumber,
    drainWithinMinutes: optionalNumber,
    messageBytes: optionalNumber,
} satisfies Shape<ConsumerCapacity>);

const results = z.strictObject({
    queue: optionalString,
    exchange: optionalString,
    routingKey: optionalString,
} satisfies Shape<Destination>);

export const consumer = z.strictObject({
    queue: optionalString,
    queues: z.array(z.string()).optional(),
    results: results.optional(),
    prefetch: optionalNumber,
    secondsPerMessage: optionalNumber,
    autoscaling: autoscaling.optional(),
    capacity: capacity.optional(),
    ...workload,
} satisfies Shape<Configured<QueueConsumerArgs>>);
