import type { AsyncMessage } from "rabbitmq-client";

export type IncomingMessage =
    | { id: string; redelivered: boolean; body: object }
    | { id: string | undefined; redelivered: boolean; unprocessable: string };

/** Decides whether this consumer can process a message at all. */
export function incomingMessage(
    message: Pick<AsyncMessage, "messageId" | "redelivered" | "body">,
): IncomingMessage {
    const { messageId: id, redelivered } = message;
    const body = parsed(message.body);
    if (id === undefined || id === "") {
        return { id, redelivered, unprocessable: "no message id" };
    }
    if (!isObject(body)) {
        return { id, redelivered, unprocessable: "the body is not a JSON object" };
    }
    if ("poison" in body) {
        return { id, redelivered, unprocessable: "the body is marked as poison" };
    }
    return { id, redelivered, body };
}

/** The client library has parsed a body already where the content type says JSON. */
function parsed(body: unknown): unknown {
    if (!Buffer.isBuffer(body) && typeof body !== "string") {
        return body;
    }
    try {
        return JSON.parse(body.toString());
    } catch {
        return undefined;
    }
}

function isObject(value: unknown): value is object {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
