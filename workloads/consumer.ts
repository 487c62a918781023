import { setTimeout as delay } from "node:timers/promises";

import type { AsyncMessage } from "rabbitmq-client";
import { ConsumerStatus } from "rabbitmq-client";

import { incomingMessage } from "./incomingMessage";
import type { Log } from "./log";
import type { ConsumerMetrics } from "./metrics";
import { consumerMetrics } from "./metrics";
import { RecentIds } from "./recentIds";
import type { Surroundings, Workload } from "./runWorkload";
import { runWorkload } from "./runWorkload";
import type { ConsumerSettings } from "./settings";
import { consumerSettings } from "./settings";
import { untilEmpty } from "./untilEmpty";

/** A process's memory is all that this consumer has; one with a database would ask that. */
const rememberedIds = 100_000;

function startConsumer(surroundings: Surroundings<ConsumerSettings>): Workload {
    const { settings, broker, registry, log } = surroundings;
    const handle = handler(settings, consumerMetrics(registry), log);
    let processing = 0;
    const consumer = broker.client.createConsumer(
        {
            queue: settings.queue,
            // The queue is the broker's business: this user may read from it and nothing else.
            queueOptions: { passive: true },
            qos: { prefetchCount: settings.prefetch },
            concurrency: settings.prefetch,
        },
        (delivery) => {
            processing++;
            return handle(delivery).finally(() => processing--);
        },
    );
    consumer.on("ready", () => log.info("subscribed", { queue: settings.queue }));
    consumer.on("error", (error: Error) => log.error("consumer-error", { error: error.message }));
    return {
        ready: () => broker.connected && consumer.consumerTag !== "",
        done: settings.stopWhenEmpty
            ? untilEmpty(
                  () => waiting(surroundings),
                  () => processing,
              )
            : new Promise(() => {}),
        async stop() {
            // Without a connection there is nothing to cancel, and the broker has what was not acknowledged.
            if (broker.connected) {
                await consumer.close();
            }
        },
    };
}

/** How many messages the queue would give next. */
async function waiting({ broker, settings }: Surroundings<ConsumerSettings>): Promise<number> {
    const { queue } = settings;
    const { messageCount } = await broker.client.queueDeclare({ queue, passive: true });
    return messageCount;
}

function handler(settings: ConsumerSettings, metrics: ConsumerMetrics, log: Log) {
    const processed = new RecentIds(rememberedIds);
    return async (delivery: AsyncMessage): Promise<ConsumerStatus> => {
        const end = metrics.processing.startTimer();
        const message = incomingMessage(delivery);
        const { id, redelivered } = message;
        if (redelivered) {
            metrics.redelivered.inc();
        }
        if ("unprocessable" in message) {
            log.debug("dead-lettered", { id, redelivered, reason: message.unprocessable });
            metrics.deadLettered.inc();
            // Rejected for good: thrown, it would be put back into the queue and come again for ever.
            return ConsumerStatus.DROP;
        }
        if (!processed.add(message.id)) {
            log.debug("duplicate", { id, redelivered });
            metrics.duplicates.inc();
            return ConsumerStatus.ACK;
        }
        if (settings.handlerMilliseconds > 0) {
            await delay(settings.handlerMilliseconds);
        }
        log.debug("consumed", { id, redelivered });
        metrics.consumed.inc();
        end();
        return ConsumerStatus.ACK;
    };
}

void runWorkload(consumerSettings, startConsumer);
