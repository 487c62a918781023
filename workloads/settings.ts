import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

import { Environment } from "./environment";
import type { LogLevel } from "./log";

/** What the producer and the consumer have in common. */
export interface Settings {
    /** Holds a password. */
    amqpUrl: string;
    /** What a connection with TLS trusts besides what everybody does. */
    certificateAuthorityFile?: string;
    /** Tells one process from every other, also from an earlier one in the same pod. */
    instance: string;
    httpPort: number;
    /** How long it may take to end once it is told to. */
    shutdownMilliseconds: number;
    logLevel: LogLevel;
}

export interface ProducerSettings extends Settings {
    /** Empty for the default exchange. */
    exchange: string;
    routingKey: string;
    messagesPerSecond: number;
    /** How many to publish before it ends; 0 for endless. */
    messageCount: number;
}

export interface ConsumerSettings extends Settings {
    queue: string;
    prefetch: number;
    /** On how many messages it works at a time. */
    concurrency: number;
    handlerMilliseconds: number;
    /** Ends once the queue is empty. */
    stopWhenEmpty: boolean;
}

/** How long Kubernetes waits before it kills a container that it has told to stop. */
const kubernetesGraceSeconds = 30;

/** Quorum queues accept no more. */
const largestPrefetch = 2000;

export function producerSettings(variables: NodeJS.ProcessEnv): ProducerSettings {
    return read(variables, (environment) => ({
        ...common(environment),
        ...destination(environment),
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
        ...common(environment),
        queue: environment.required("QUEUE", "the name of the queue to consume from"),
        ...messagesAtATime(environment),
        handlerMilliseconds: environment.number("HANDLER_MILLISECONDS", {
            from: 0,
            to: 600_000,
            otherwise: 0,
        }),
        stopWhenEmpty: environment.oneOf("STOP_WHEN_EMPTY", ["true", "false"], "false") === "true",
    }));
}

function messagesAtATime(environment: Environment): { prefetch: number; concurrency: number } {
    const limits = { from: 1, to: largestPrefetch };
    const prefetch = environment.integer("PREFETCH", { ...limits, otherwise: 50 });
    const concurrency = environment.integer("CONCURRENCY", { ...limits, otherwise: prefetch });
    return { prefetch, concurrency };
}

function common(environment: Environment): Settings {
    const pod = environment.optional("POD_NAME") ?? hostname();
    return {
        amqpUrl: environment.amqpUrl("AMQP_URL"),
        certificateAuthorityFile: environment.optional("NODE_EXTRA_CA_CERTS"),
        instance: `${pod}-${randomBytes(3).toString("hex")}`,
        httpPort: environment.integer("HTTP_PORT", { from: 1, to: 65_535, otherwise: 8080 }),
        shutdownMilliseconds: shutdownMilliseconds(environment),
        logLevel: environment.oneOf("LOG_LEVEL", ["info", "debug"], "info"),
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

function destination(environment: Environment): { exchange: string; routingKey: string } {
    const queue = environment.optional("QUEUE");
    const exchange = environment.optional("EXCHANGE");
    const routingKey = environment.optional("ROUTING_KEY");
    if (queue !== undefined && exchange !== undefined) {
        environment.problems.push("QUEUE and EXCHANGE are both set: set one of them");
    }
    if (queue === undefined && exchange === undefined) {
        environment.problems.push(
            "neither QUEUE nor EXCHANGE is set: set QUEUE, or EXCHANGE and ROUTING_KEY",
        );
    }
    return exchange === undefined
        ? { exchange: "", routingKey: queue ?? "" }
        : { exchange, routingKey: routingKey ?? "" };
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
