import { z } from "zod";

import type {
    Binding,
    Exchange,
    TopologyArgs,
    VirtualHost,
} from "../components/topology/arguments";
import { ExchangeType } from "../components/topology/arguments";
import type {
    Client,
    MqttTopics,
    PasswordSecret,
    Rotation,
    Tenant,
    TenantClient,
} from "../components/topology/client";
import type { OperatorPolicy, Policy } from "../components/topology/policy";
import { PolicyTarget } from "../components/topology/policy";
import type { DeadLetterLimits, DelayedRetry, Queue } from "../components/topology/queue";
import { DelayedRetryType, QueueOverflow, QueueType } from "../components/topology/queue";
import type { Shape } from "./schemaShape";
import { optionalBoolean, optionalNumber, optionalString, text } from "./schemaShape";

const passwordSecret = z.strictObject({
    name: text,
    key: optionalString,
    credentialVersion: optionalNumber,
} satisfies Shape<PasswordSecret>);

export const rotation = {
    credentialVersion: optionalNumber,
    revokePrevious: optionalBoolean,
    passwordSecret: passwordSecret.optional(),
} satisfies Shape<Rotation>;

const delayedRetry = z.strictObject({
    type: z.enum(DelayedRetryType).optional(),
    minSeconds: z.number(),
    maxSeconds: optionalNumber,
} satisfies Shape<DelayedRetry>);

const limits = {
    messageTtlSeconds: optionalNumber,
    maxLength: optionalNumber,
    maxLengthBytes: optionalNumber,
} satisfies Shape<DeadLetterLimits>;

const queue = z.strictObject({
    type: z.enum(QueueType).optional(),
    deliveryLimit: optionalNumber,
    ...limits,
    overflow: z.enum(QueueOverflow).optional(),
    delayedRetry: delayedRetry.optional(),
    deadLetterQueue: optionalBoolean,
    deadLetterLimits: z.strictObject(limits).optional(),
    deadLetterExchange: optionalString,
    deadLetterRoutingKey: optionalString,
    deadLetterAtLeastOnce: optionalBoolean,
    consumerTimeoutSeconds: optionalNumber,
    singleActiveConsumer: optionalBoolean,
    maxPriority: optionalNumber,
    initialGroupSize: optionalNumber,
    expiresSeconds: optionalNumber,
    partitions: optionalNumber,
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

const mqtt = z.strictObject({
    publishesTo: z.array(z.string()).optional(),
    subscribesTo: z.array(z.string()).optional(),
} satisfies Shape<MqttTopics>);

/** What the entry of a workload says of its client as well. */
export const clientRights = {
    virtualHost: optionalString,
    publishesTo: z.array(z.string()).optional(),
    consumesFrom: z.array(z.string()).optional(),
    declares: optionalBoolean,
    receivesReplies: optionalBoolean,
    repliesTo: z.array(z.string()).optional(),
    mqtt: mqtt.optional(),
    certificateSecretName: optionalString,
    ...rotation,
} satisfies Shape<ClientRights>;

export type ClientRights = Omit<Client, "routingKeys" | "maxConnections" | "maxChannels">;

const clientLimits = { maxConnections: optionalNumber, maxChannels: optionalNumber };

const client = z.strictObject({
    ...clientRights,
    routingKeys: z.record(z.string(), z.string()).optional(),
    ...clientLimits,
} satisfies Shape<Client>);

const tenantClient = z.strictObject({
    publishesTo: clientRights.publishesTo,
    consumesFrom: clientRights.consumesFrom,
    certificateSecretName: optionalString,
    ...clientLimits,
    ...rotation,
} satisfies Shape<TenantClient>);

const operatorPolicy = z.strictObject({
    pattern: optionalString,
    applyTo: z.enum(PolicyTarget).optional(),
    priority: optionalNumber,
    definition: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
} satisfies Shape<OperatorPolicy>);

const tenant = z.strictObject({
    namespace: text,
    clients: z.record(z.string(), tenantClient).optional(),
    maxConnections: optionalNumber,
    maxQueues: optionalNumber,
    operatorPolicies: z.record(z.string(), operatorPolicy).optional(),
    ...rotation,
} satisfies Shape<Tenant>);

export const topology = {
    ...virtualHost,
    virtualHosts: z.record(z.string(), z.strictObject(virtualHost)).optional(),
    clients: z.record(z.string(), client).optional(),
    tenants: z.record(z.string(), tenant).optional(),
    deleteUnused: optionalBoolean,
} satisfies Shape<TopologyArgs>;

/** The keys of a stack that say what is declared on the broker. */
export const topologyKeys: string[] = Object.keys(topology);
