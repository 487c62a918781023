import { z } from "zod";

import type { RabbitMqBrokerArgs } from "../components/broker/arguments";
import type {
    Binding,
    Client,
    Exchange,
    Policy,
    Queue,
    VirtualHost,
} from "../components/topology/arguments";
import {
    DelayedRetryType,
    ExchangeType,
    PolicyTarget,
    QueueOverflow,
    QueueType,
} from "../components/topology/arguments";
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

const rotation = { credentialVersion: optionalNumber, revokePrevious: optionalBoolean };

const queue = z.strictObject({
    type: z.enum(QueueType).optional(),
    deliveryLimit: optionalNumber,
    messageTtlSeconds: optionalNumber,
    maxLength: optionalNumber,
    overflow: z.enum(QueueOverflow).optional(),
    delayedRetry: z
        .strictObject({
            type: z.enum(DelayedRetryType).optional(),
            minSeconds: z.number(),
            maxSeconds: optionalNumber,
        })
        .optional(),
    deadLetterQueue: optionalBoolean,
    deadLetterAtLeastOnce: optionalBoolean,
    consumerTimeoutSeconds: optionalNumber,
    maxAgeSeconds: optionalNumber,
}) satisfies z.ZodType<Queue>;

const exchange = z.strictObject({
    type: z.enum(ExchangeType).optional(),
}) satisfies z.ZodType<Exchange>;

const binding = z.strictObject({
    exchange: text,
    queue: text,
    routingKey: optionalString,
    arguments: z.record(z.string(), z.string()).optional(),
}) satisfies z.ZodType<Binding>;

const policy = z.strictObject({
    pattern: text,
    applyTo: z.enum(PolicyTarget).optional(),
    priority: optionalNumber,
    definition: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
}) satisfies z.ZodType<Policy>;

const virtualHost = {
    queues: z.record(z.string(), queue).optional(),
    exchanges: z.record(z.string(), exchange).optional(),
    bindings: z.record(z.string(), binding).optional(),
    policies: z.record(z.string(), policy).optional(),
};

const client = z.strictObject({
    virtualHost: optionalString,
    publishesTo: z.array(z.string()).optional(),
    consumesFrom: z.array(z.string()).optional(),
    routingKeys: z.record(z.string(), z.string()).optional(),
    maxConnections: optionalNumber,
    maxChannels: optionalNumber,
    ...rotation,
}) satisfies z.ZodType<Client>;

const broker = z.strictObject({
    replicas: optionalNumber,
    image: optionalString,
    resources: z.strictObject({ cpu: optionalString, memoryMiB: optionalNumber }).optional(),
    storage: z
        .strictObject({
            sizeGiB: optionalNumber,
            storageClassName: optionalString,
            keepOnDelete: optionalBoolean,
        })
        .optional(),
    drainTimeoutSeconds: optionalNumber,
    requireSeparateNodes: optionalBoolean,
    clientNamespaces: z.array(z.string()).optional(),
    monitoringNamespaces: z.array(z.string()).optional(),
    monitoring: z
        .strictObject({
            labels: z.record(z.string(), z.string()).optional(),
            scrapeIntervalSeconds: optionalNumber,
            alerts: z
                .strictObject({
                    deadLetterMessages: optionalNumber,
                    noConsumerMinutes: optionalNumber,
                    backlogMessages: optionalNumber,
                    backlogMinutes: optionalNumber,
                })
                .optional(),
            runbookUrl: optionalString,
            dashboardLabels: z.record(z.string(), z.string()).optional(),
        })
        .optional(),
    autoscaler: z.strictObject({ namespace: optionalString, ...rotation }).optional(),
    administrator: z.strictObject(rotation).optional(),
}) satisfies z.ZodType<RabbitMqBrokerArgs>;

const schedule = z.strictObject({
    cron: text,
    timeZone: optionalString,
    concurrencyPolicy: z.enum(ConcurrencyPolicy).optional(),
    startingDeadlineSeconds: optionalNumber,
    backoffLimit: optionalNumber,
    activeDeadlineSeconds: optionalNumber,
}) satisfies z.ZodType<WorkloadSchedule>;

const workload = {
    image: text,
    replicas: optionalNumber,
    env: z.record(z.string(), z.string()).optional(),
    secretEnv: z.record(z.string(), z.strictObject({ name: text, key: text })).optional(),
    resources: z.strictObject({ cpu: optionalString, memoryMiB: optionalNumber }).optional(),
    http: z
        .strictObject({
            containerPort: optionalNumber,
            servicePort: optionalNumber,
            livenessPath: optionalString,
            readinessPath: optionalString,
            fromNamespaces: z.array(z.string()).optional(),
        })
        .optional(),
    runAsUser: optionalNumber,
    rolloutTimeoutSeconds: optionalNumber,
    schedule: schedule.optional(),
    ...rotation,
};

const producer = z.strictObject({
    queue: optionalString,
    exchange: optionalString,
    routingKey: optionalString,
    confirmTimeoutSeconds: optionalNumber,
    ...workload,
}) satisfies z.ZodType<Omit<QueueProducerArgs, "connection">>;

const consumer = z.strictObject({
    queue: text,
    prefetch: optionalNumber,
    secondsPerMessage: optionalNumber,
    autoscaling: z
        .strictObject({
            minReplicas: optionalNumber,
            maxReplicas: z.number(),
            messagesPerReplica: z.number(),
            scaleDownSeconds: optionalNumber,
        })
        .optional(),
    ...workload,
}) satisfies z.ZodType<Omit<QueueConsumerArgs, "connection">>;

export const settingsSchema = z.strictObject({
    kubeContext: text,
    kubeconfig: text.optional(),
    namespace: text,
    createNamespace: z.boolean().default(false),
    broker,
    ...virtualHost,
    virtualHosts: z
        .record(z.string(), z.strictObject(virtualHost) satisfies z.ZodType<VirtualHost>)
        .optional(),
    clients: z.record(z.string(), client).optional(),
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
