import { QueueConsumer, QueueProducer, RabbitMqBroker } from "../../../components/index";
import { identities } from "../../components/identities";
import { runProgram } from "../../harness";

/** What the shop of the examples is made of where no plugin makes it. */
export async function shopResources(): Promise<string[]> {
    const recording = await runProgram(() => {
        const broker = new RabbitMqBroker("broker", {
            queues: { orders: { deliveryLimit: 5 } },
            clients: {
                "orders-api": { publishesTo: ["orders"] },
                "orders-worker": { consumesFrom: ["orders"] },
            },
        });
        const args = { queue: "orders", image: "shop/app:1.4.2" };
        for (const [Component, name] of [
            [QueueProducer, "orders-api"],
            [QueueConsumer, "orders-worker"],
        ] as const) {
            new Component(name, { ...args, connection: broker.connectionFor(name) });
        }
    });
    return identities(recording);
}
