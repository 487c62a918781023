import { z } from "zod";

import type {
    BrokerAutoscaler,
    BrokerResources,
    BrokerStorage,
    RabbitMqBrokerArgs,
} from "../components/broker/arguments";
import type { BrokerTls } from "../components/broker/tls";
import type { SecretReference } from "../components/kubernetes/secretReference";
import type { BrokerAlerts, BrokerMonitoring } from "../components/monitoring/arguments";
import type {
    Binding,
    Client,
    DeadLetterLimits,
    DelayedRetry,
    Exchange,
    Policy,
    Queue,
    Rotation,
    TopologyArgs,
    VirtualHost,
} from "../components/topology/arguments";
import {
    DelayedRetryType,
    ExchangeType,
    PolicyTarget,
    QueueOverflow,
    QueueType,
} from "../components/topology/arguments";
import type {
    WorkloadArgs,
    WorkloadHttp,
    WorkloadResources,
} from "../components/workload/arguments";
import type { ConsumerAutoscaling } from "../components/workload/autoscaling";
import type { QueueConsumerArgs } from "../components/workload/queueConsumer";
import type { QueueProducerArgs } from "../components/workload/queueProducer";
import type { WorkloadSchedule } from "../components/workload/schedule";
import { ConcurrencyPolicy } from "../components/workload/schedule";

/**
 * The shape of a stack's configuration: every key and its type, and no other. What the values have to
 * satisfy together, and within which limits, the components say.
 */

const optionalNumber = z.number().optional();
const optionalString = z.string().optional();
const optionalBoolean = z.boolean().optional();
const text = z.string().min(1);

/** A schema for each key of an interface, none missing and none too many, optional where the key is. */
type Shape<T> = { [Key in keyof T]-?: Field<T[Key]> };
type Field<T> = undefined extends T
    ? z.ZodOptional<z.ZodType<Exclude<T, undefined>>>
    : z.ZodType<T>;

const rotation = {
    credentialVersion: optionalNumber,
    revokePrevious: optionalBoolean,
} satisfies Shape<Rotation>;

const delayedRetry = z.strictObject({
    type: z.enum(DelayedRetryType).optional(),
    minSeconds: z.number(),
    maxSeconds: optionalNumber,
} satisfies Shape<DelayedRetry>);

const deadLetterLimits = z.strictObject({
    messageTtlSeconds: optionalNumber,
    maxLength: optionalNumber,
    maxLengthBytes: optionalNumber,
} satisfies Shape<DeadLetterLimits>);

const queue = z.strictObject({
    type: z.enum(QueueType).optional(),
    deliveryLimit: optionalNumber,
    messageTtlSeconds: optionalNumber,
    maxLength: optionalNumber,
    maxLengthBytes: optionalNumber,
    overflow: z.enum(QueueOverflow).optional(),
    delayedRetry: delayedRetry.optional(),
    deadLetterQueue: optionalBoolean,
    deadLetterLimits: deadLetterLimits.optional(),
    deadLetterExchange: optionalString,
    deadLetterRoutingKey: optionalString,
    deadLetterAtLeastOnce: optionalBoolean,
    consumerTimeoutSeconds: optionalNumber,
    singleActiveConsumer: optionalBoolean,
    maxPriority: optionalNumber,
    expiresSeconds: optionalNumber,
    maxAgeSeconds: optionalNumber,
} satisfies Shape<Queue>);

const exchange = z.strictObject({
    type: z.enum(ExchangeType).optional(),
} satisfies Shape<Exchange>);

const binding = z.strictObject({
    exchange: text,
    queue: text,
    routingKey: optionalString,
    arguments: z.record(z.string(), z.string()).optional(),
} satisfies Shape<Binding>);

const policy = z.strictObject({
    pattern: text,
    applyTo: z.enum(PolicyTarget).optional(),
    priority: optionalNumber,
    definition: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
} satisfies Shape<Policy>);

const virtualHost = {
    queues: z.record(z.string(), queue).optional(),
    exchanges: z.record(z.string(), exchange).optional(),
    bindings: z.record(z.string(), binding).optional(),
    policies: z.record(z.string(), policy).optional(),
} satisfies Shape<VirtualHost>;

const client = z.strictObject({
    virtualHost: optionalString,
    publishesTo: z.array(z.string()).optional(),
    consumesFrom: z.array(z.string()).optional(),
    routingKeys: z.record(z.string(), z.string()).optional(),
    declares: optionalBoolean,
    maxConnections: optionalNumber,
    maxChannels: optionalNumber,
    ...rotation,
} satisfies Shape<Client>);

const topology = {
    ...virtualHost,
    virtualHosts: z.record(z.string(), z.strictObject(virtualHost)).optional(),
    clients: z.record(z.string(), client).optional(),
    deleteUnused: optionalBoolean,
} satisfies Shape<TopologyArgs>;

/** The keys of a stack that say what is declared on the broker. */
export const topologyKeys: string[] = Object.keys(topology);

const brokerResources = z.strictObject({
    cpu: optionalString,
    memoryMiB: optionalNumber,
} satisfies Shape<BrokerResources>);

const storage = z.strictObject({
    sizeGiB: optionalNumber,
    storageClassName: optionalString,
    keepOnDelete: optionalBoolean,
} satisfies Shape<BrokerStorage>);

const alerts = z.strictObject({
    deadLetterMessages: optionalNumber,
    noConsumerMinutes: optionalNumber,
    backlogMessages: optionalNumber,
    backlogMinutes: optionalNumber,
    certificateDays: optionalNumber,
} satisfies Shape<BrokerAlerts>);

const monitoring = z.strictObject({
    labels: z.record(z.string(), z.string()).optional(),
    scrapeIntervalSeconds: optionalNumber,
    alerts: alerts.optional(),
    runbookUrl: optionalString,
    dashboardLabels: z.record(z.string(), z.string()).optional(),
} satisfies Shape<BrokerMonitoring>);

const brokerAutoscaler = z.strictObject({
    namespace: optionalString,
    ...rotation,
} satisfies Shape<BrokerAutoscaler>);

const tls = z.strictObject({
    secretName: text,
    plaintext: optionalBoolean,
} satisfies Shape<BrokerTls>);

const broker = z.strictObject({
    replicas: optionalNumber,
    image: optionalString,
    resources: brokerResources.optional(),
    storage: storage.optional(),
    drainTimeoutSeconds: optionalNumber,
    requireSeparateNodes: optionalBoolean,
    clientNamespaces: z.array(z.string()).optional(),
    monitoringNamespaces: z.array(z.string()).optional(),
    monitoring: monitoring.optional(),
    autoscaler: brokerAutoscaler.optional(),
    administrator: z.strictObject(rotation).optional(),
    tls: tls.optional(),
} satisfies Shape<Omit<RabbitMqBrokerArgs, "namespace" | keyof TopologyArgs>>);

const schedule = z.strictObject({
    cron: text,
    timeZone: optionalString,
    concurrencyPolicy: z.enum(ConcurrencyPolicy).optional(),
    startingDeadlineSeconds: optionalNumber,
    backoffLimit: optionalNumber,
    activeDeadlineSeconds: optionalNumber,
} satisfies Shape<WorkloadSchedule>);

const secretReference = z.strictObject({ name: text, key: text } satisfies Shape<SecretReference>);

const workloadResources = z.strictObject({
    cpu: optionalString,
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
    resources: workloadResources.optional(),
    http: http.optional(),
    runAsUser: optionalNumber,
    rolloutTimeoutSeconds: optionalNumber,
    schedule: schedule.optional(),
    declares: optionalBoolean,
    ...rotation,
} satisfies Shape<Configured<WorkloadArgs>>;

/** What a stack says of a workload and of its client: the connection is the broker's. */
type Configured<T extends WorkloadArgs> = Omit<T, "connection"> &
    Rotation &
    Pick<Client, "declares">;

const producer = z.strictObject({
    queue: optionalString,
    exchange: optionalString,
    routingKey: optionalString,
    confirmTimeoutSeconds: optionalNumber,
    ...workload,
} satisfies Shape<Configured<QueueProducerArgs>>);

const autoscaling = z.strictObject({
    minReplicas: optionalNumber,
    maxReplicas: z.number(),
    messagesPerReplica: z.number(),
    scaleDownSeconds: optionalNumber,
} satisfies Shape<ConsumerAutoscaling>);

const consumer = z.strictObject({
    queue: text,
    prefetch: optionalNumber,
    secondsPerMessage: optionalNumber,
    autoscaling: autoscaling.optional(),
    publishesTo: z.array(z.string()).optional(),
    ...workload,
} satisfies Shape<Configured<QueueConsumerArgs> & Pick<Client, "publishesTo">>);

export const settingsSchema = z.strictObject({
    kubeContext: text,
    kubeconfig: text.optional(),
    namespace: text,
    createNamespace: z.boolean().default(false),
    broker,
    ...topology,
    producers: z.record(z.string(), producer).default({}),
    consumers: z.record(z.string(), consumer).default({}),
});

/** The same without what every stack has to say, to find out what else is wrong when that is missing. */
export const partialSettingsSchema = settingsSchema.extend({
    kubeContext: z.string().default(""),
    namespace: z.string().default(""),
    broker: broker.default({}),
});

/** Whether a key's value is text, and never anything that is written as JSON. */
export function takesText(key: string): boolean {
    const schema = (settingsSchema.shape as { [key: string]: z.ZodType | undefined })[key];
    return (schema instanceof z.ZodOptional ? schema.unwrap() : schema) instanceof z.ZodString;
}

/** A stack's configuration as its file says it, defaults of absent keys filled in. */
export type Configuration = z.infer<typeof settingsSchema>;
export type ProducerConfiguration = z.infer<typeof producer>;
export type ConsumerConfiguration = z.infer<typeof consumer>;
