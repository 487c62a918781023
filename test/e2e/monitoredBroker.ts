import { Connection } from "rabbitmq-client";

import { kubectl } from "./kubernetes";
import { loginOf } from "./login";
import { portForward } from "./portForward";
import type { StackConfiguration } from "./stack";
import { smallStack, Stack } from "./stack";

/** The namespace of the broker that gets into trouble. */
export const troubled = "e2e-monitoring";

export const stack = new Stack(troubled);

/** One node, with a queue that nobody uses. */
export function configuration(): StackConfiguration {
    const local = smallStack("local");
    return {
        ...local,
        namespace: troubled,
        createNamespace: true,
        broker: {
            ...local.broker,
            replicas: 1,
            monitoringNamespaces: ["monitoring"],
            monitoring: {
                scrapeIntervalSeconds: 5,
                labels: { release: "e2e" },
                dashboardLabels: { grafana_dashboard: "1" },
            },
        },
        queues: { orders: {} },
        producers: {},
        consumers: {},
    };
}

/** The spec of an object of the broker, as the cluster has it. */
export async function specOf<T>(kind: string): Promise<T> {
    const text = await kubectl("get", kind, "-n", troubled, "rabbitmq", "-o", "json");
    return (JSON.parse(text) as { spec: T }).spec;
}

/** Publishes one message with each routing key to the default exchange, as the administrator. */
export async function publish(routingKeys: string[]): Promise<void> {
    const forward = await portForward(troubled, "service/rabbitmq", 5672);
    const connection = new Connection({
        hostname: "127.0.0.1",
        port: forward.port,
        ...(await loginOf(troubled, "administrator")),
    });
    const publisher = connection.createPublisher({ confirm: true });
    for (const routingKey of routingKeys) {
        await publisher.send({ exchange: "", routingKey }, "message");
    }
    await publisher.close();
    await connection.close();
    await forward.close();
}
