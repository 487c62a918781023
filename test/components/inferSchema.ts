import { join } from "node:path";

import { ComponentProvider } from "@pulumi/pulumi/provider/experimental/provider";

import {
    QueueConsumer,
    QueueProducer,
    RabbitMqBroker,
    RabbitMqTopology,
} from "../../components/index";

export const schemaFile = join(__dirname, "../../components/schema.json");

/** The schema that Pulumi infers from the components' sources, and shows to programs in any language. */
export async function inferSchema(): Promise<string> {
    const provider = new ComponentProvider({
        components: [RabbitMqBroker, RabbitMqTopology, QueueProducer, QueueConsumer],
        dirname: join(__dirname, "../../components"),
        name: "queue-workloads",
    });
    return `${JSON.stringify(JSON.parse(await provider.getSchema()), null, 4)}\n`;
}
