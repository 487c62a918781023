import type { AsyncMessage } from "rabbitmq-client";

import type { Address } from "../address";

/** What a message carries besides its body. */
export type Headers = NonNullable<AsyncMessage["headers"]>;

export type OutgoingMessage = Address & Pick<AsyncMessage, "messageId" | "correlationId">;

/** The number of a delivery on its channel is unknown where there is no channel. */
export type IncomingMessage = Partial<
    OutgoingMessage & Pick<AsyncMessage, "headers" | "deliveryTag">
>;

/** What has become of a message, if that counts as an error: a word for it. */
type Failure<T> = (result: T) => string | undefined;

/** Records what becomes of messages, and lets each carry to whoever gets it where it comes from. */
export interface Tracing {
    /** Sends a message, with these headers. */
    send<T>(
        message: OutgoingMessage,
        send: (headers: Headers | undefined) => Promise<T>,
        failure?: Failure<T>,
    ): Promise<T>;
    /** Works on a message from a queue. What the work sends comes from it. */
    process<T>(
        queue: string,
        message: IncomingMessage,
        work: () => Promise<T>,
        failure?: Failure<T>,
    ): Promise<T>;
    /** Exports what is left, as far as that takes little time. */
    end(): Promise<void>;
}

export const noTracing: Tracing = {
    send: (_message, send) => send(undefined),
    process: (_queue, _message, work) => work(),
    end: () => Promise.resolve(),
};
