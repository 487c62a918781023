import { setImmediate as nextTurn } from "node:timers/promises";

import type { Envelope, Publisher } from "rabbitmq-client";

import type { Address } from "./address";
import type { ConfirmLimit } from "./confirmLimit";
import type { Headers, Tracing } from "./tracing/tracing";

/** What the broker says of a message: it has it, or no queue takes it. Rejects where it does not say. */
export type Sent = "confirmed" | "returned";

export type Sender = (
    envelope: Envelope & Address & { messageId: string },
    body: object,
) => Promise<Sent>;

/** Sends durable messages that have to reach a queue. */
export function sender(publisher: Publisher, limit: ConfirmLimit, tracing: Tracing): Sender {
    const returned = new Set<string>();
    publisher.on("basic.return", (message) => returned.add(message.messageId ?? ""));
    return (envelope, body) => {
        const send = async (headers: Headers | undefined): Promise<Sent> => {
            const message = { ...envelope, headers, mandatory: true, durable: true };
            await limit.on(publisher.send(message, body));
            // The client library announces a return one turn after it has read it, the confirm at once.
            await nextTurn();
            return returned.delete(envelope.messageId) ? "returned" : "confirmed";
        };
        return tracing.send(envelope, send, (sent) => (sent === "returned" ? sent : undefined));
    };
}
