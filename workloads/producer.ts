import { setImmediate as nextTurn } from "node:timers/promises";

import type { Publisher } from "rabbitmq-client";

import type { Log } from "./log";
import type { ProducerMetrics } from "./metrics";
import { producerMetrics } from "./metrics";
import type { OutboxEvents, Send } from "./outbox";
import { Outbox } from "./outbox";
import { outgoingMessage } from "./outgoingMessage";
import { Pace } from "./pace";
import type { Surroundings, Workload } from "./runWorkload";
import { runWorkload } from "./runWorkload";
import type { ProducerSettings } from "./settings";
import { producerSettings } from "./settings";

const mostOutstanding = 500;
const tickMilliseconds = 20;
/** An outage takes fewer; a missing permission takes more. */
const worryingAttempt = 5;

function startProducer(surroundings: Surroundings<ProducerSettings>): Workload {
    const { settings, broker, registry, log } = surroundings;
    const metrics = producerMetrics(registry, () => outbox.size);
    const publisher = broker.client.createPublisher({ confirm: true });
    const send = sender(publisher, settings);
    const outbox: Outbox = new Outbox(mostOutstanding, send, outboxEvents(metrics, log));
    const pace = new Pace(settings.messagesPerSecond, Date.now());
    const last = settings.messageCount === 0 ? Infinity : settings.messageCount;
    let sequence = 0;

    const publishDue = () => {
        if (!broker.connected || broker.blocked) {
            return;
        }
        const atMost = Math.min(outbox.room, last - sequence);
        for (let due = pace.take(Date.now(), atMost); due > 0; due--) {
            const message = outgoingMessage(settings.instance, ++sequence, new Date());
            log.debug("published", { id: message.id });
            metrics.published.inc();
            outbox.add(message);
        }
    };
    let timer: NodeJS.Timeout;
    const done = new Promise<void>((resolve) => {
        timer = setInterval(() => {
            publishDue();
            if (sequence === last && outbox.size === 0) {
                resolve();
            }
        }, tickMilliseconds);
    });

    return {
        ready: () => broker.connected,
        done,
        async stop() {
            clearInterval(timer);
            log.info("waiting-for-confirms", { outstanding: outbox.size });
            await outbox.empty();
            if (broker.connected) {
                await publisher.close();
            }
        },
    };
}

function sender(publisher: Publisher, settings: ProducerSettings): Send {
    const { exchange, routingKey } = settings;
    const returned = new Set<string>();
    publisher.on("basic.return", (message) => returned.add(message.messageId ?? ""));
    return async ({ id, body }) => {
        const properties = { mandatory: true, durable: true, messageId: id };
        await publisher.send({ exchange, routingKey, ...properties }, body);
        // The client library announces a return one turn after it has read it, the confirm at once.
        await nextTurn();
        return returned.delete(id) ? "returned" : "confirmed";
    };
}

function outboxEvents(metrics: ProducerMetrics, log: Log): OutboxEvents {
    return {
        confirmed(id) {
            log.debug("confirmed", { id });
            metrics.confirmed.inc();
        },
        returned(id) {
            log.error("unroutable", { id });
            metrics.returned.inc();
        },
        unconfirmed(id, attempt, error) {
            const report = attempt === worryingAttempt ? log.error : log.debug;
            report("unconfirmed", { id, attempt, error: error.message });
            metrics.retried.inc();
        },
    };
}

void runWorkload(producerSettings, startProducer);
