import { join } from "node:path";

import { ComponentProvider } from "@pulumi/pulumi/provider/experimental/provider";

import {
    QueueConsumer,
    QueueProducer,
    RabbitMqBroker,
    RabbitMqCluster,
    RabbitMqTopology,
} from "../../components/index";
import type { Schema } from "./completeSchema";
import { completeSchema } from "./completeSchema";

export const schemaFile = join(__dirname, "../../components/schema.json");

/** The schema that Pulumi infers from the components' sources, completed, and shows to programs in any language. */
export async function inferSchema(): Promise<string> {
    const provider = new ComponentProvider({
        components: [
            RabbitMqBroker,
            RabbitMqCluster,
            RabbitMqTopology,
            QueueProducer,
            QueueConsumer,
        ],
        dirname: join(__dirname, "../../components"),
        name: "queue-workloads",
    });
    const schema = completeSchema(JSON.parse(await provider.getSchema()) as Schema);
    return `${JSON.stringify(schema, null, 4)}\n`;
}
