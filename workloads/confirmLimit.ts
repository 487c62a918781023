import type { BrokerConnection } from "./brokerConnection";

/**
 * Waits so long for a confirm and no longer: it may never come, from a node that lost its queue's majority, say.
 * What was sent is in doubt then, and so is the whole connection, which the broker may have stopped reading.
 */
export class ConfirmLimit {
    constructor(
        private readonly broker: Pick<BrokerConnection, "blocked" | "abandon">,
        private readonly milliseconds: number,
    ) {}

    async on(confirm: Promise<void>): Promise<void> {
        const abandon = this.broker.abandon;
        let timer: NodeJS.Timeout;
        const overdue = new Promise<never>((_, reject) => {
            timer = setInterval(() => {
                // The broker has said that it takes nothing for now, and will say when it does.
                if (!this.broker.blocked) {
                    const reason = `no confirm within ${this.milliseconds / 1000} s`;
                    abandon(reason);
                    reject(new Error(reason));
                }
            }, this.milliseconds);
        });
        try {
            await Promise.race([confirm, overdue]);
        } finally {
            clearInterval(timer!);
        }
    }
}
