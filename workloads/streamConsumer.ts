import { setTimeout as delay } from "node:timers/promises";

import { incomingMessage } from "./incomingMessage";
import type { Log } from "./log";
import type { StreamMetrics } from "./metrics";
import { streamMetrics } from "./metrics";
import { RecentIds } from "./recentIds";
import type { Surroundings, Workload } from "./runWorkload";
import { runWorkload } from "./runWorkload";
import type { StreamSettings } from "./settings";
import { streamSettings } from "./settings";
import { StreamConnection } from "./streamConnection";
import type { StreamMessage, StreamWork } from "./streamSession";
import type { IncomingMessage } from "./tracing/tracing";
import { WorkOnce } from "./workOnce";

/** A process's memory is all that this consumer has; one with a database would ask that. */
const rememberedIds = 100_000;

function startStreamConsumer({
    settings,
    broker,
    registry,
    tracing,
    log,
}: Surroundings<StreamSettings, StreamConnection>): Workload {
    const handle = streamHandler(() => work(settings), streamMetrics(registry), log);
    broker.subscribe((stream, message) =>
        tracing.process(stream, envelope(message), () => handle(stream, message)),
    );
    return {
        ready: () => broker.connected,
        done: new Promise(() => {}),
        // What is to be finished, its connection finishes.
        stop: () => Promise.resolve(),
    };
}

/** What becomes of each message: its work is done once. What cannot be processed stays in the stream, which knows no dead letters. */
function streamHandler(work: () => Promise<void>, metrics: StreamMetrics, log: Log): StreamWork {
    const once = new WorkOnce(new RecentIds(rememberedIds));
    return async (stream, { content, messageProperties, offset }) => {
        const end = metrics.processing.startTimer();
        const messageId = messageProperties?.messageId;
        const message = incomingMessage({ messageId, redelivered: false, body: content });
        const about = { id: message.id, stream, offset: Number(offset) };
        if ("unprocessable" in message) {
            log.error("passed-over", { ...about, reason: message.unprocessable });
            metrics.passedOver.inc();
        } else if ((await once.run(message.id, work)) === "duplicate") {
            log.debug("duplicate", about);
            metrics.duplicates.inc();
        } else {
            log.debug("consumed", about);
            metrics.consumed.inc();
            end();
        }
    };
}

/** What a message of AMQP has for headers, one of a stream has for application properties. */
function envelope({ applicationProperties, messageProperties }: StreamMessage): IncomingMessage {
    return { headers: applicationProperties, messageId: messageProperties?.messageId };
}

/** Stands for the work that a consumer of your own does. */
async function work({ handlerMilliseconds }: StreamSettings): Promise<void> {
    if (handlerMilliseconds > 0) {
        await delay(handlerMilliseconds);
    }
}

void runWorkload(
    streamSettings,
    (settings, log) => new StreamConnection(settings, log),
    startStreamConsumer,
);
