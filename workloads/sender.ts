import { setImmediate as nextTurn } from "node:timers/promises";

import type { Envelope, Publisher } from "rabbitmq-client";

import type { ConfirmLimit } from "./confirmLimit";

/** What the broker says of a message: it has it, or no queue takes it. Rejects where it does not say. */
export type Sent = "confirmed" | "returned";

export type Sender = (envelope: Envelope & { messageId: string }, body: object) => Promise<Sent>;

/** Sends durable messages that have to reach a queue. */
export function sender(publisher: Publisher, limit: ConfirmLimit): Sender {
    const returned = new Set<string>();
    publisher.on("basic.return", (message) => returned.add(message.messageId ?? ""));
    return async (envelope, body) => {
        await limit.on(publisher.send({ ...envelope, mandatory: true, durable: true }, body));
        // The client library announces a return one turn after it has read it, the confirm at once.
        await nextTurn();
        return returned.delete(envelope.messageId) ? "returned" : "confirmed";
    };
}
