import { setTimeout as delay } from "node:timers/promises";

import type { BeforeApplicationShutdown } from "@nestjs/common";
import { Controller } from "@nestjs/common";
import { Ctx, EventPattern, Payload, RmqContext } from "@nestjs/microservices";
import type { Channel, ConsumeMessage } from "amqplib";

interface Order {
    poison?: boolean;
}

/** Events `{"pattern": "order", "data": {...}}`, as a client of NestJS emits them. */
@Controller()
export class Orders implements BeforeApplicationShutdown {
    private readonly milliseconds = Number(process.env["HANDLER_MILLISECONDS"] ?? "0");
    private readonly working = new Set<Promise<void>>();
    private readonly channels = new Map<Channel, string>();

    @EventPattern("order")
    public handle(@Payload() order: Order, @Ctx() context: RmqContext): Promise<void> {
        const channel = context.getChannelRef() as Channel;
        const message = context.getMessage() as ConsumeMessage;
        this.channels.set(channel, message.fields.consumerTag!);
        const work = this.work(order, channel, message).finally(() => this.working.delete(work));
        this.working.add(work);
        return work;
    }

    /** NestJS closes its channel at once: what was delivered is finished before. */
    public async beforeApplicationShutdown(): Promise<void> {
        await Promise.all([...this.channels].map(([channel, tag]) => channel.cancel(tag)));
        await Promise.all(this.working);
    }

    private async work(order: Order, channel: Channel, message: ConsumeMessage): Promise<void> {
        const id = message.properties.messageId as string;
        if (order.poison) {
            report("dead-lettered", id);
            channel.nack(message, false, false);
            return;
        }
        await delay(this.milliseconds);
        report("consumed", id);
        channel.ack(message);
    }
}

function report(event: string, id: string): void {
    console.log(JSON.stringify({ event, id }));
}
