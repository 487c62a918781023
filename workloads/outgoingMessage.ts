export interface OutgoingMessage {
    id: string;
    body: { producer: string; sequence: number; sentAt: string };
}

/** The message id stays the same however often the message has to be sent. */
export function outgoingMessage(producer: string, sequence: number, now: Date): OutgoingMessage {
    return {
        id: `${producer}-${sequence}`,
        body: { producer, sequence, sentAt: now.toISOString() },
    };
}
