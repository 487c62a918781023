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
    return Number((await queueField(namespace, queue, which)) ?? NaN);
}

/** How many nodes have a member of a quorum queue, as one of the broker's nodes sees it. */
export async function membersOf(namespace: string, queue: string, ordinal = 0): Promise<number> {
    const members = (await queueField(namespace, queue, "members", ordinal)) ?? "";
    return members.split("rabbit@").length - 1;
}

/** Nothing where there is no such queue. */
async function queueField(
    namespace: string,
    queue: string,
    field: string,
    ordinal = 0,
): Promise<string | undefined> {
    const args = ["list_queues", "name", field, "--silent"];
    const text = await rabbitMqCtlOn(ordinal, namespace, ...args);
    const found = text.split("\n").find((line) => line.startsWith(`${queue}\t`));
    return found?.split("\t")[1];
}
