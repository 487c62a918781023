// A small shop in TypeScript: a broker, a producer and a consumer. The namespace has to be there.
//   kubectl create namespace shop
//   pulumi package add ../../plugin
//   pulumi stack init dev && pulumi up
import * as pulumi from "@pulumi/pulumi";
import { QueueConsumer, QueueProducer, RabbitMqBroker } from "@pulumi/queue-workloads";

const config = new pulumi.Config();

const broker = new RabbitMqBroker("broker", {
    namespace: config.require("namespace"),
    replicas: config.requireNumber("brokerNodes"),
    queues: { orders: { deliveryLimit: 5 } },
    clients: {
        "orders-api": { publishesTo: ["orders"] },
        "orders-worker": { consumesFrom: ["orders"] },
    },
});
new QueueProducer("orders-api", {
    connection: broker.connections["orders-api"],
    queue: "orders",
    image: config.require("apiImage"),
});
new QueueConsumer("orders-worker", {
    connection: broker.connections["orders-worker"],
    queue: "orders",
    image: config.require("workerImage"),
});

export const host = broker.host;
