import type { AsyncMessage } from "rabbitmq-client";
import { ConsumerStatus } from "rabbitmq-client";

import { incomingMessage } from "./incomingMessage";
import type { Log } from "./log";
import type { ConsumerMetrics } from "./metrics";
import { RecentIds } from "./recentIds";
import { WorkOnce } from "./workOnce";

/** A process's memory is all that this consumer has; one with a database would ask that. */
const rememberedIds = 100_000;

export type Delivery = Pick<
    AsyncMessage,
    "messageId" | "redelivered" | "body" | "replyTo" | "correlationId"
>;

/** What becomes of each delivery: its work is done once, and it is acknowledged only after that. */
export function messageHandler(
    work: (delivery: Delivery) => Promise<void>,
    metrics: ConsumerMetrics,
    log: Log,
) {
    const once = new WorkOnce(new RecentIds(rememberedIds));
    return async (delivery: Delivery): Promise<ConsumerStatus> => {
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
        if ((await once.run(message.id, () => work(delivery))) === "duplicate") {
            log.debug("duplicate", { id, redelivered });
            metrics.duplicates.inc();
            return ConsumerStatus.ACK;
        }
        log.debug("consumed", { id, redelivered });
        metrics.consumed.inc();
        end();
        return ConsumerStatus.ACK;
    };
}
