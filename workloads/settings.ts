import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

import type { Address } from "./address";
import { Environment } from "./environment";
import type { LogLevel } from "./log";
import { wantsTraces } from "./tracing/wantsTraces";

/** What all workloads have in common. */
export interface Settings {
    /** Holds a password. */
    brokerUrl: string;
    /** What a connection with TLS trusts besides what everybody does. */
    certificateAuthorityFile?: string;
    /** What it shows to a broker that asks for a certificate. */
    clientCertificateFile?: string;
    clientKeyFile?: string;
    /** Tells one process from every other, also from an earlier one in the same pod. */
    instance: string;
    httpPort: number;
    /** How long it may take to end once it is told to. */
    shutdownMilliseconds: number;
    logLevel: LogLevel;
    /** Whether it says of each message where it came from and what became of it, to a collector. */
    traces: boolean;
}

/** What the producer and the consumer have in common. */
export interface AmqpSettings extends Settings {
    /** How long the broker may take to confirm a message. */
    confirmMilliseconds: number;
}

/** What this process's own queue for replies is called, and how messages get there. */
export interface ReplySettings {
    exchange: string;
    queuePrefix: string;
}

export interface ProducerSettings extends AmqpSettings, Address {
    /** Where it is answered, if it asks for answers. */
    replies?: ReplySettings;
    messagesPerSecond: number;
    /** How many to publish before it ends; 0 for endless. */
    messageCount: number;
}

export interface ConsumerSettings extends AmqpSettings {
    queues: string[];
    /** Where the result of each message goes. */
    results?: Address;
    prefetch: number;
    /** On how many messages it works at a time. */
    concurrency: number;
    handlerMilliseconds: number;
    /** Ends once the queue is empty. */
    stopWhenEmpty: boolean;
}

export interface StreamSettings extends Settings {
    /** A stream or a super stream. */
    stream: string;
    /** Under which the broker keeps how far it has come; those of one name take turns. */
    consumerName: string;
    /** Where it begins if the broker keeps nothing yet. */
    startFrom: "first" | "last" | "next";
    /** After how many messages it tells the broker how far it has come. */
    storeEvery: number;
    handlerMilliseconds: number;
}

/** How long Kubernetes waits before it kills a container that it has told to stop. */
const kubernetesGraceSeconds = 30;

/** Quorum queues accept no more. */
const largestPrefetch = 2000;

export function producerSettings(variables: NodeJS.ProcessEnv): ProducerSettings {
    return read(variables, (environment) => ({
        ...amqp(environment),
        ...(destination(environment) ?? nowhere(environment)),
        replies: replies(environment),
        messagesPerSecond: environment.number("MESSAGES_PER_SECOND", {
            from: 0.01,
            to: 10_000,
            otherwise: 10,
        }),
        messageCount: environment.integer("MESSAGE_COUNT", { from: 0, to: 1e9, otherwise: 0 }),
    }));
}

export function consumerSettings(variables: NodeJS.ProcessEnv): ConsumerSettings {
    return read(variables, (environment) => ({
        ...amqp(environment),
        queues: queues(environment),
        results: destination(environment, "RESULT_"),
        ...messagesAtATime(environment),
        handlerMilliseconds: handlerMilliseconds(environment),
        stopWhenEmpty: environment.oneOf("STOP_WHEN_EMPTY", ["true", "false"], "false") === "true",
    }));
}

export function streamSettings(variables: NodeJS.ProcessEnv): StreamSettings {
    return read(variables, (environment) => ({
        brokerUrl: environment.url("STREAM_URL", ["rabbitmq-stream", "rabbitmq-stream+tls"]),
        ...common(environment),
        stream: environment.required("QUEUE", "the name of the stream or super stream to read"),
        consumerName: environment.required(
            "STREAM_CONSUMER_NAME",
            "a name that stays, under which the broker keeps how far this consumer has come",
        ),
        startFrom: environment.oneOf("STREAM_START", ["first", "last", "next"], "first"),
        storeEvery: environment.integer("STREAM_STORE_EVERY", {
            from: 1,
            to: 1_000_000,
            otherwise: 100,
        }),
        handlerMilliseconds: handlerMilliseconds(environment),
    }));
}

function handlerMilliseconds(environment: Environment): number {
    return environment.number("HANDLER_MILLISECONDS", { from: 0, to: 600_000, otherwise: 0 });
}

function messagesAtATime(environment: Environment): { prefetch: number; concurrency: number } {
    const limits = { from: 1, to: largestPrefetch };
    const prefetch = environment.integer("PREFETCH", { ...limits, otherwise: 50 });
    const concurrency = environment.integer("CONCURRENCY", { ...limits, otherwise: prefetch });
    return { prefetch, concurrency };
}

function amqp(environment: Environment): AmqpSettings {
    return {
        brokerUrl: environment.url("AMQP_URL", ["amqp", "amqps"]),
        ...common(environment),
        confirmMilliseconds: confirmMilliseconds(environment),
    };
}

function common(environment: Environment): Omit<Settings, "brokerUrl"> {
    const pod = environment.optional("POD_NAME") ?? hostname();
    return {
        certificateAuthorityFile: environment.optional("NODE_EXTRA_CA_CERTS"),
        clientCertificateFile: environment.optional("AMQP_CLIENT_CERTIFICATE_FILE"),
        clientKeyFile: environment.optional("AMQP_CLIENT_KEY_FILE"),
        instance: `${pod}-${randomBytes(3).toString("hex")}`,
        httpPort: environment.integer("HTTP_PORT", { from: 1, to: 65_535, otherwise: 8080 }),
        shutdownMilliseconds: shutdownMilliseconds(environment),
        logLevel: environment.oneOf("LOG_LEVEL", ["info", "debug"], "info"),
        traces: wantsTraces(environment),
    };
}

/** The last seconds before Kubernetes kills the container are for saying what was not finished. */
function shutdownMilliseconds(environment: Environment): number {
    const graceSeconds = environment.integer("TERMINATION_GRACE_PERIOD_SECONDS", {
        from: 1,
        to: 86_400,
        otherwise: kubernetesGraceSeconds,
    });
    return Math.max(graceSeconds - 5, graceSeconds / 2) * 1000;
}

function confirmMilliseconds(environment: Environment): number {
    const limits = { from: 1, to: 3600, otherwise: 30 };
    return environment.number("CONFIRM_TIMEOUT_SECONDS", limits) * 1000;
}

function queues(environment: Environment): string[] {
    const several = environment.optional("QUEUES")?.split(",");
    return several ?? [environment.required("QUEUE", "the name of the queue to consume from")];
}

/** The names of its variables begin with what it is for. */
function destination(environment: Environment, prefix = ""): Address | undefined {
    const queue = environment.optional(`${prefix}QUEUE`);
    const exchange = environment.optional(`${prefix}EXCHANGE`);
    const routingKey = environment.optional(`${prefix}ROUTING_KEY`) ?? "";
    if (queue !== undefined && exchange !== undefined) {
        environment.problems.push(
            `${prefix}QUEUE and ${prefix}EXCHANGE are both set: set one of them`,
        );
    }
    if (exchange !== undefined) {
        return { exchange, routingKey };
    }
    return queue === undefined ? undefined : { exchange: "", routingKey: queue };
}

function nowhere(environment: Environment): Address {
    environment.problems.push(
        "neither QUEUE nor EXCHANGE is set: set QUEUE, or EXCHANGE and ROUTING_KEY",
    );
    return { exchange: "", routingKey: "" };
}

function replies(environment: Environment): ReplySettings | undefined {
    const exchange = environment.optional("REPLY_EXCHANGE");
    const queuePrefix = environment.optional("REPLY_QUEUE_PREFIX");
    if ((exchange === undefined) !== (queuePrefix === undefined)) {
        environment.problems.push(
            "one of REPLY_EXCHANGE and REPLY_QUEUE_PREFIX is set: set both of them, or none",
        );
    }
    return exchange === undefined || queuePrefix === undefined
        ? undefined
        : { exchange, queuePrefix };
}

function read<T>(variables: NodeJS.ProcessEnv, from: (environment: Environment) => T): T {
    const environment = new Environment(variables);
    const settings = from(environment);
    if (environment.problems.length > 0) {
        throw new SettingsError(environment.problems);
    }
    return settings;
}

export class SettingsError extends Error {
    constructor(readonly problems: string[]) {
        super(`bad environment:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
    }
}
