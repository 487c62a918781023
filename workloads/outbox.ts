import { setTimeout as delay } from "node:timers/promises";

import type { OutgoingMessage } from "./outgoingMessage";

export interface OutboxEvents {
    confirmed(id: string): void;
    /** The broker accepted the message but no queue takes it. */
    returned(id: string): void;
    /** It will be sent again, with the same id. */
    unconfirmed(id: string, attempt: number, error: Error): void;
}

/** Resolves once the broker has taken the message over, rejects when it did not say so. */
export type Send = (message: OutgoingMessage) => Promise<"confirmed" | "returned">;

/** Holds messages from the moment they are made until the broker has confirmed them. */
export class Outbox {
    private readonly held = new Map<string, Promise<void>>();

    constructor(
        private readonly capacity: number,
        private readonly send: Send,
        private readonly events: OutboxEvents,
        private readonly pause: (attempt: number) => Promise<void> = backOff,
    ) {}

    /** How many more messages fit: the back-pressure for whoever makes them. */
    get room(): number {
        return this.capacity - this.held.size;
    }

    get size(): number {
        return this.held.size;
    }

    add(message: OutgoingMessage): void {
        const delivery = this.deliver(message).finally(() => this.held.delete(message.id));
        this.held.set(message.id, delivery);
    }

    /** Resolves when every message that is held now has been taken over. */
    async empty(): Promise<void> {
        await Promise.all(this.held.values());
    }

    private async deliver(message: OutgoingMessage): Promise<void> {
        for (let attempt = 1; ; attempt++) {
            try {
                this.events[await this.send(message)](message.id);
                return;
            } catch (error) {
                this.events.unconfirmed(message.id, attempt, error as Error);
                await this.pause(attempt);
            }
        }
    }
}

const shortestPause = 100;
const longestPause = 5_000;

async function backOff(attempt: number): Promise<void> {
    const ceiling = Math.min(longestPause, shortestPause * 2 ** Math.min(attempt, 10));
    await delay(ceiling * (0.5 + Math.random() / 2));
}
