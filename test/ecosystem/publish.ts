import type { ConnectionOptions, Envelope } from "rabbitmq-client";
import { Connection } from "rabbitmq-client";

/** Publishes one message after the other, each confirmed, over a connection of their own. */
export async function publish(
    broker: string | ConnectionOptions,
    messages: { to: Envelope; body: unknown }[],
): Promise<void> {
    const connection = new Connection(broker);
    const publisher = connection.createPublisher({ confirm: true });
    for (const { to, body } of messages) {
        await publisher.send(to, body);
    }
    await publisher.close();
    await connection.close();
}
