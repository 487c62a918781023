import { clientSecretContents } from "../../components/broker/clientSecret";
import type { AmqpUrlParts } from "../../components/connection/amqpUrl";
import type { AmqpConnection, QueueConsumerArgs, QueueProducerArgs } from "../../components/index";
import { QueueConsumer, QueueProducer } from "../../components/index";
import { types } from "../components/shop";
import { runProgram } from "../harness";
import { valueAt } from "../valueAt";

interface Variable {
    name: string;
    value?: string;
    valueFrom?: { secretKeyRef?: { key: string } };
}

type Args<T extends { connection: unknown; image: unknown }> = Omit<T, "connection" | "image">;

/** What the container of a consumer gets, of a client that logs in so. */
export function consumerVariables(login: AmqpUrlParts, args: Args<QueueConsumerArgs>) {
    return variables(
        (connection) => new QueueConsumer("worker", { ...args, connection, image: "any:1" }),
        login,
    );
}

/** What the container of a producer gets. */
export function producerVariables(login: AmqpUrlParts, args: Args<QueueProducerArgs>) {
    return variables(
        (connection) => new QueueProducer("api", { ...args, connection, image: "any:1" }),
        login,
        args.queue,
    );
}

async function variables(
    make: (connection: AmqpConnection) => unknown,
    login: AmqpUrlParts,
    queueExchange?: string,
): Promise<{ [name: string]: string }> {
    const queueExchanges = queueExchange === undefined ? [] : [queueExchange];
    const recording = await runProgram(() => {
        const certificateAuthority = { name: "ca", key: "ca.crt" };
        const tls = login.scheme === "amqps" && { certificateAuthority };
        make({ secretName: "login", queueExchanges, ...tls });
    });
    const { inputs } = recording.ofType(types.deployment)[0]!;
    const containers = valueAt(inputs, "spec", "template", "spec", "containers", 0, "env");
    const secret = clientSecretContents(login);
    return Object.fromEntries(
        (containers as Variable[]).map(({ name, value, valueFrom }) => [
            name,
            value ?? (valueFrom?.secretKeyRef ? secret[valueFrom.secretKeyRef.key]! : "pod-0"),
        ]),
    );
}
