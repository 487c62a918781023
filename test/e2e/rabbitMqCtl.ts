import { kubectl } from "./kubernetes";

/** Runs rabbitmqctl on the first broker node of a namespace. */
export function rabbitMqCtl(namespace: string, ...args: string[]): Promise<string> {
    return kubectl(
        "exec",
        "-n",
        namespace,
        "rabbitmq-0",
        "-c",
        "rabbitmq",
        "--",
        "rabbitmqctl",
        ...args,
    );
}
