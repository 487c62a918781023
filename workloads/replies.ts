import type { AsyncMessage, Consumer } from "rabbitmq-client";

import { replyTo } from "./address";
import type { BrokerConnection } from "./brokerConnection";
import type { Log } from "./log";
import type { ReplySettings } from "./settings";
import type { Tracing } from "./tracing/tracing";

/** After so long, whoever should answer is taken to have lost the request or its answer. */
const patience = 60_000;

/** The requests of this process, and a queue of its own to which they are answered. */
export class Replies {
    readonly address: string;
    private readonly waiting = new Map<string, NodeJS.Timeout>();
    private readonly consumer: Consumer;

    constructor(
        broker: BrokerConnection,
        { exchange, queuePrefix }: ReplySettings,
        instance: string,
        tracing: Tracing,
        private readonly log: Log,
    ) {
        this.address = replyTo({ exchange, routingKey: instance });
        const queue = `${queuePrefix}${instance}`;
        this.consumer = broker.client.createConsumer(
            {
                queue,
                // It goes with the connection, and is there again with the next one.
                queueOptions: { exclusive: true },
                queueBindings: [{ exchange, routingKey: instance }],
                noAck: true,
            },
            (message) => tracing.process(queue, message, () => this.onReply(message)),
        );
        this.consumer.on("error", (error: Error) =>
            log.error("replies-error", { error: error.message }),
        );
    }

    /** Whether an answer would arrive. */
    get ready(): boolean {
        return this.consumer.consumerTag !== "";
    }

    get outstanding(): number {
        return this.waiting.size;
    }

    expect(id: string): void {
        const timer = setTimeout(() => {
            this.waiting.delete(id);
            this.log.error("unanswered", { request: id });
        }, patience);
        this.waiting.set(id, timer.unref());
    }

    async close(): Promise<void> {
        await this.consumer.close();
    }

    private onReply({ correlationId = "" }: AsyncMessage): Promise<void> {
        clearTimeout(this.waiting.get(correlationId));
        if (this.waiting.delete(correlationId)) {
            this.log.debug("answered", { request: correlationId });
        }
        return Promise.resolve();
    }
}
