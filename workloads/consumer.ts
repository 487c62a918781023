import { setTimeout as delay } from "node:timers/promises";

import type { AsyncMessage, Consumer } from "rabbitmq-client";
import { ConsumerStatus } from "rabbitmq-client";

import { answers } from "./answers";
import { BrokerConnection } from "./brokerConnection";
import { ConfirmLimit } from "./confirmLimit";
import { messageHandler } from "./messageHandler";
import { consumerMetrics } from "./metrics";
import type { Surroundings, Workload } from "./runWorkload";
import { runWorkload } from "./runWorkload";
import { sender } from "./sender";
import type { ConsumerSettings } from "./settings";
import { consumerSettings } from "./settings";
import { untilEmpty } from "./untilEmpty";

function startConsumer(surroundings: Surroundings<ConsumerSettings>): Workload {
    const { settings, broker, registry, tracing, log } = surroundings;
    const publisher = broker.client.createPublisher({ confirm: true });
    const limit = new ConfirmLimit(broker, settings.confirmMilliseconds);
    const answer = answers(settings.results, sender(publisher, limit, tracing), log);
    const handle = messageHandler(
        async (delivery) => answer(delivery, await work(settings)),
        consumerMetrics(registry),
        log,
    );
    let processing = 0;
    const consumers = settings.queues.map((queue) =>
        consume(queue, surroundings, (message) => {
            processing++;
            return tracing
                .process(queue, message, () => handle(message), failure)
                .finally(() => processing--);
        }),
    );
    return {
        ready: () => broker.connected && consumers.every(({ consumerTag }) => consumerTag !== ""),
        done: settings.stopWhenEmpty
            ? untilEmpty(
                  () => waiting(surroundings),
                  () => processing,
              )
            : new Promise(() => {}),
        async stop() {
            // Without a connection there is nothing to cancel, and the broker has what was not acknowledged.
            if (broker.connected) {
                await Promise.all(consumers.map((consumer) => consumer.close()));
                await publisher.close();
            }
        },
    };
}

function consume(
    queue: string,
    { settings, broker, log }: Surroundings<ConsumerSettings>,
    handle: (message: AsyncMessage) => Promise<ConsumerStatus>,
): Consumer {
    const consumer = broker.client.createConsumer(
        {
            queue,
            // The queue is the broker's business: this user may read from it and nothing else.
            queueOptions: { passive: true },
            qos: { prefetchCount: settings.prefetch },
            concurrency: settings.concurrency,
        },
        handle,
    );
    consumer.on("ready", () => log.info("subscribed", { queue }));
    consumer.on("error", (error: Error) =>
        log.error("consumer-error", { queue, error: error.message }),
    );
    return consumer;
}

function failure(status: ConsumerStatus): string | undefined {
    return status === ConsumerStatus.DROP ? "dead-lettered" : undefined;
}

/** How many messages the queues would give next. */
async function waiting({ broker, settings }: Surroundings<ConsumerSettings>): Promise<number> {
    const declared = await Promise.all(
        settings.queues.map((queue) => broker.client.queueDeclare({ queue, passive: true })),
    );
    return declared.reduce((sum, { messageCount }) => sum + messageCount, 0);
}

/** Stands for the work that a consumer of your own does, and for what comes of it. */
async function work({ handlerMilliseconds, instance }: ConsumerSettings): Promise<object> {
    if (handlerMilliseconds > 0) {
        await delay(handlerMilliseconds);
    }
    return { doneBy: instance, doneAt: new Date().toISOString() };
}

void runWorkload(
    consumerSettings,
    (settings, log) => new BrokerConnection(settings, log),
    startConsumer,
);
