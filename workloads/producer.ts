import type { Address } from "./address";
import { BrokerConnection } from "./brokerConnection";
import { ConfirmLimit } from "./confirmLimit";
import type { Log } from "./log";
import type { ProducerMetrics } from "./metrics";
import { producerMetrics } from "./metrics";
import type { OutboxEvents, Send } from "./outbox";
import { Outbox } from "./outbox";
import { outgoingMessage } from "./outgoingMessage";
import { Pace } from "./pace";
import { Replies } from "./replies";
import type { Surroundings, Workload } from "./runWorkload";
import { runWorkload } from "./runWorkload";
import type { Sender } from "./sender";
import { sender } from "./sender";
import type { ProducerSettings } from "./settings";
import { producerSettings } from "./settings";

const mostOutstanding = 500;
const tickMilliseconds = 20;
/** An outage takes fewer; a missing permission takes more. */
const worryingAttempt = 5;

function startProducer(surroundings: Surroundings<ProducerSettings>): Workload {
    const { settings, broker, registry, tracing, log } = surroundings;
    const metrics = producerMetrics(registry, () => outbox.size);
    const publisher = broker.client.createPublisher({ confirm: true });
    const replies =
        settings.replies && new Replies(broker, settings.replies, settings.instance, tracing, log);
    const outbox: Outbox = new Outbox(
        mostOutstanding,
        outgoing(
            sender(publisher, new ConfirmLimit(broker, settings.confirmMilliseconds), tracing),
            settings,
            replies?.address,
        ),
        outboxEvents(metrics, log),
    );
    const pace = new Pace(settings.messagesPerSecond, Date.now());
    const last = settings.messageCount === 0 ? Infinity : settings.messageCount;
    let sequence = 0;

    const publishDue = () => {
        if (!broker.connected || broker.blocked || replies?.ready === false) {
            return;
        }
        const atMost = Math.min(outbox.room, last - sequence);
        for (let due = pace.take(Date.now(), atMost); due > 0; due--) {
            const message = outgoingMessage(settings.instance, ++sequence, new Date());
            log.debug("published", { id: message.id });
            metrics.published.inc();
            replies?.expect(message.id);
            outbox.add(message);
        }
    };
    let timer: NodeJS.Timeout;
    const done = new Promise<void>((resolve) => {
        timer = setInterval(() => {
            publishDue();
            if (sequence === last && outbox.size === 0 && !replies?.outstanding) {
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
                await replies?.close();
                await publisher.close();
            }
        },
    };
}

function outgoing(send: Sender, { exchange, routingKey }: Address, replyTo?: string): Send {
    return ({ id, body }) => send({ exchange, routingKey, messageId: id, replyTo }, body);
}

function outboxEvents(metrics: ProducerMetrics, log: Log): OutboxEvents {
    return {
        confirmed(id) {
            log.debug("confirmed", { id });
            metrics.confirmed.inc();
        },
        returned(id, attempt) {
            const report = attempt === 1 ? log.error : log.debug;
            report("unroutable", { id, attempt });
            metrics.returned.inc();
        },
        unconfirmed(id, attempt, error) {
            const report = attempt === worryingAttempt ? log.error : log.debug;
            report("unconfirmed", { id, attempt, error: error.message });
            metrics.retried.inc();
        },
    };
}

void runWorkload(
    producerSettings,
    (settings, log) => new BrokerConnection(settings, log),
    startProducer,
);
