import { setTimeout as delay } from "node:timers/promises";

import { messageHandler } from "./messageHandler";
import { consumerMetrics } from "./metrics";
import type { Surroundings, Workload } from "./runWorkload";
import { runWorkload } from "./runWorkload";
import type { ConsumerSettings } from "./settings";
import { consumerSettings } from "./settings";
import { untilEmpty } from "./untilEmpty";

function startConsumer(surroundings: Surroundings<ConsumerSettings>): Workload {
    const { settings, broker, registry, log } = surroundings;
    const handle = messageHandler(() => work(settings), consumerMetrics(registry), log);
    let processing = 0;
    const consumer = broker.client.createConsumer(
        {
            queue: settings.queue,
            // The queue is the broker's business: this user may read from it and nothing else.
            queueOptions: { passive: true },
            qos: { prefetchCount: settings.prefetch },
            concurrency: settings.concurrency,
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

/** Stands for the work that a consumer of your own does. */
async function work({ handlerMilliseconds }: ConsumerSettings): Promise<void> {
    if (handlerMilliseconds > 0) {
        await delay(handlerMilliseconds);
    }
}

void runWorkload(consumerSettings, startConsumer);
