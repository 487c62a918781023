import { kubectl } from "./kubernetes";

/** Runs rabbitmqctl on the first broker node of a namespace. */
export function rabbitMqCtl(namespace: string, ...args: string[]): Promise<string> {
    return rabbitMqCtlOn(0, namespace, ...args);
}

/** Runs rabbitmqctl on one of the broker nodes of a namespace. */
export function rabbitMqCtlOn(
    ordinal: number,
    namespace: string,
    ...args: string[]
): Promise<string> {
    const container = ["-n", namespace, `rabbitmq-${ordinal}`, "-c", "rabbitmq"];
    return kubectl("exec", ...container, "--", "rabbitmqctl", ...args);
}

/** How many messages a queue has, waiting or held; RabbitMQ counts them anew every few seconds. */
export async function messagesIn(
    namespace: string,
    queue: string,
    which: "messages" | "messages_unacknowledged" = "messages",
): Promise<number> {
    const text = await rabbitMqCtl(namespace, "list_queues", "name", which, "--silent");
    const found = text.split("\n").find((line) => line.startsWith(`${queue}\t`));
    return Number(found?.split("\t")[1] ?? NaN);
}
