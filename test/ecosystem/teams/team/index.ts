import { Namespace, Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import type { BrokerAccess } from "../../../../components/index";
import { QueueConsumer, QueueProducer, RabbitMqTopology } from "../../../../components/index";

const config = new pulumi.Config("queue-workloads");
const name = config.require("namespace");
/** Of another stack, or written down. */
const written = config.getObject<BrokerAccess>("broker");
const platform = written ? undefined : new pulumi.StackReference(config.require("platform"));

/** A tenant has a namespace and clients already. */
function declare(): RabbitMqTopology {
    const declared = {
        virtualHost: name,
        queues: { orders: { deliveryLimit: 5 } },
        policies: { short: { pattern: "^reports", definition: { "message-ttl": 60_000 } } },
    };
    if (config.requireBoolean("isTenant")) {
        const tenants = platform!.requireOutput("tenants") as pulumi.Output<{
            [name: string]: BrokerAccess;
        }>;
        const broker = tenants.apply((all) => all[name]!);
        return new RabbitMqTopology("orders", { ...declared, namespace: name, broker });
    }
    const credentialVersion = config.requireNumber("credentialVersion");
    const namespace = new Namespace(name, { metadata: { name } }).metadata.name;
    const authority = config.getObject<{ secretName: string; certificate: string }>("authority");
    if (authority) {
        new Secret("authority", {
            metadata: { name: authority.secretName, namespace },
            stringData: { "ca.crt": authority.certificate },
        });
    }
    return new RabbitMqTopology("orders", {
        ...declared,
        namespace,
        broker: written ?? (platform!.requireOutput("brokerAccess") as pulumi.Output<BrokerAccess>),
        clients: {
            api: { publishesTo: ["orders"], credentialVersion },
            worker: { consumesFrom: ["orders"], credentialVersion },
        },
        maxConnections: 20,
        maxQueues: 10,
    });
}

const topology = declare();
const workload = { queue: "orders", resources: { cpu: "20m" } };
new QueueProducer("api", {
    ...workload,
    connection: topology.connectionFor("api"),
    image: "producer:1.0",
    replicas: config.requireNumber("producers"),
    env: { LOG_LEVEL: "debug", MESSAGES_PER_SECOND: "20" },
});
new QueueConsumer("worker", {
    ...workload,
    connection: topology.connectionFor("worker"),
    image: "consumer:1.0",
    replicas: config.requireNumber("consumers"),
    env: { LOG_LEVEL: "debug" },
});
