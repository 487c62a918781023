import type { Attributes, Context, Span } from "@opentelemetry/api";
import {
    context,
    diag,
    DiagLogLevel,
    propagation,
    ROOT_CONTEXT,
    SpanKind,
    SpanStatusCode,
    trace,
} from "@opentelemetry/api";
import { setGlobalErrorHandler } from "@opentelemetry/core";
import { defaultResource, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { NodeSDK } from "@opentelemetry/sdk-node";

import type { Log } from "../log";
import type { Settings } from "../settings";
import { within } from "../within";
import type { Headers, IncomingMessage, OutgoingMessage, Tracing } from "./tracing";

const flushMilliseconds = 2_000;
/** An outage of the collector is worth a line now and then, and not one for each attempt. */
const reportMilliseconds = 60_000;

/**
 * Spans by the semantic conventions for RabbitMQ, https://opentelemetry.io/docs/specs/semconv/messaging/rabbitmq/.
 * Where they go, and which of them, say OpenTelemetry's own variables.
 */
export function openTelemetry({ brokerUrl, instance }: Settings, log: Log): Tracing {
    const report = sparingly((error) => log.error("tracing-error", { error }));
    const sdk = startSdk(instance, report);
    const tracer = trace.getTracer("queue-workloads-reference");
    const broker = serverOf(brokerUrl);
    return {
        send(message, send, failure) {
            const attributes = { ...broker, ...outgoing(message) };
            const name = `publish ${attributes["messaging.destination.name"]}`;
            const span = tracer.startSpan(name, { kind: SpanKind.PRODUCER, attributes });
            const own = trace.setSpan(context.active(), span);
            const headers: Headers = {};
            propagation.inject(own, headers);
            return recorded(span, own, () => send(headers), failure);
        },
        process(queue, message, work, failure) {
            const from = propagation.extract(ROOT_CONTEXT, message.headers ?? {});
            const attributes = { ...broker, ...incoming(queue, message) };
            const name = `process ${attributes["messaging.destination.name"]}`;
            const span = tracer.startSpan(name, { kind: SpanKind.CONSUMER, attributes }, from);
            return recorded(span, trace.setSpan(from, span), work, failure);
        },
        end: () => within(flushMilliseconds, sdk.shutdown()).catch(report),
    };
}

function startSdk(instance: string, report: (error: unknown) => void): NodeSDK {
    const ignore = () => {};
    const logger = { error: report, warn: report, info: ignore, debug: ignore, verbose: ignore };
    diag.setLogger(logger, DiagLogLevel.WARN);
    setGlobalErrorHandler(report);
    const own = resourceFromAttributes({ "service.instance.id": instance });
    const sdk = new NodeSDK({
        resource: defaultResource().merge(own),
        resourceDetectors: [envDetector],
        // Metrics are there for Prometheus, and logs on stdout.
        metricReaders: [],
        logRecordProcessors: [],
    });
    sdk.start();
    return sdk;
}

async function recorded<T>(
    span: Span,
    own: Context,
    act: () => Promise<T>,
    failure: (result: T) => string | undefined = () => undefined,
): Promise<T> {
    try {
        const result = await context.with(own, act);
        const failed = failure(result);
        if (failed !== undefined) {
            span.setAttribute("error.type", failed).setStatus({ code: SpanStatusCode.ERROR });
        }
        return result;
    } catch (error) {
        const { name, message } = error as Error;
        span.setAttribute("error.type", name);
        span.setStatus({ code: SpanStatusCode.ERROR, message });
        throw error;
    } finally {
        span.end();
    }
}

function outgoing({ exchange, routingKey, ...message }: OutgoingMessage) {
    return {
        "messaging.operation.name": "publish",
        "messaging.operation.type": "send",
        "messaging.destination.name": destination(exchange, routingKey),
        ...common(routingKey, message),
    };
}

function incoming(queue: string, message: IncomingMessage) {
    const { exchange, routingKey, deliveryTag } = message;
    const key = routingKey === queue ? undefined : routingKey;
    return {
        "messaging.operation.name": "process",
        "messaging.operation.type": "process",
        "messaging.destination.name": destination(exchange, key, queue),
        "messaging.rabbitmq.message.delivery_tag": deliveryTag,
        ...common(routingKey, message),
    };
}

function common(routingKey: string | undefined, message: Partial<OutgoingMessage>): Attributes {
    return {
        "messaging.system": "rabbitmq",
        "messaging.rabbitmq.destination.routing_key": routingKey || undefined,
        "messaging.message.id": message.messageId,
        "messaging.message.conversation_id": message.correlationId,
    };
}

function destination(...parts: (string | undefined)[]): string {
    return parts.filter(Boolean).join(":") || "amq.default";
}

/** Nothing else of the address leaves this process: it has a password. */
function serverOf(brokerUrl: string): Attributes {
    const { hostname, port } = new URL(brokerUrl);
    return {
        "server.address": hostname,
        "server.port": port === "" ? undefined : Number(port),
    };
}

function sparingly(report: (text: string) => void): (error: unknown) => void {
    let silentUntil = 0;
    return (error) => {
        if (Date.now() >= silentUntil) {
            silentUntil = Date.now() + reportMilliseconds;
            report(error instanceof Error ? error.message : String(error));
        }
    };
}
