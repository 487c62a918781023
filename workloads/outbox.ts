import { setTimeout as delay } from "node:timers/promises";

import type { OutgoingMessage } from "./outgoingMessage";
import type { Sent } from "./sender";

export interface OutboxEvents {
    confirmed(id: string): void;
    /** The broker accepted the message but no queue takes it. It will be sent again, with the same id. */
    returned(id: string, attempt: number): void;
    /** It will be sent again, with the same id. */
    unconfirmed(id: string, attempt: number, error: Error): void;
}

export type Send = (message: OutgoingMessage) => Promise<Sent>;

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
                if ((await this.send(message)) === "confirmed") {
                    this.events.confirmed(message.id);
                    return;
                }
                this.events.returned(message.id, attempt);
            } catch (error) {
                this.events.unconfirmed(message.id, attempt, error as Error);
            }
            await this.pause(attempt);
        }
    }
}

const shortestPause = 100;
const longestPause = 5_000;

async function backOff(attempt: number): Promise<void> {
    const ceiling = Math.min(longestPause, shortestPause * 2 ** Math.min(attempt, 10));
    await delay(ceiling * (0.5 + Math.random() / 2));
}
