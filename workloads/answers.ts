import type { Address } from "./address";
import { replyAddress } from "./address";
import type { Log } from "./log";
import type { Delivery } from "./messageHandler";
import type { Sender } from "./sender";

/** Sends what came of a message: the result to where all results go, and an answer to whoever asked for one. */
export function answers(results: Address | undefined, send: Sender, log: Log) {
    return async (delivery: Delivery, body: object): Promise<void> => {
        if (results !== undefined) {
            await sendResult(results, delivery, body);
        }
        if (delivery.replyTo) {
            await reply(delivery.replyTo, delivery, body);
        }
    };

    /** The id follows from that of the message, so that work which is done again has no second result. */
    async function sendResult(address: Address, delivery: Delivery, body: object): Promise<void> {
        const id = `${delivery.messageId}-result`;
        log.debug("published", { id });
        const envelope = { ...address, messageId: id, correlationId: correlation(delivery) };
        if ((await send(envelope, body)) === "returned") {
            // The message goes back to its queue, rather than its result be lost.
            throw new Error(`no queue takes the result ${id}`);
        }
        log.debug("confirmed", { id });
    }

    /** Who asked may be gone by now: nobody waits for the answer then. */
    async function reply(to: string, delivery: Delivery, body: object): Promise<void> {
        const correlationId = correlation(delivery);
        const envelope = { ...replyAddress(to), correlationId };
        const sent = await send({ ...envelope, messageId: `${correlationId}-reply` }, body);
        log.debug(sent === "returned" ? "reply-unroutable" : "replied", { request: correlationId });
    }
}

function correlation({ correlationId, messageId }: Delivery): string {
    return correlationId ?? messageId ?? "";
}
