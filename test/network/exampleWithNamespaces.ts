import { QueueConsumer, QueueProducer, RabbitMqBroker } from "../../components/index";

/** A broker and workloads with every argument that opens something to another namespace. */
export function exampleWithNamespaces(): void {
    const broker = new RabbitMqBroker("rabbitmq", {
        namespace: "shop",
        queues: { orders: {} },
        clients: {
            "orders-api": { publishesTo: ["orders"] },
            invoices: { consumesFrom: ["orders"] },
        },
        clientNamespaces: ["billing"],
        monitoringNamespaces: ["monitoring"],
        autoscaler: { namespace: "keda" },
        protocols: {
            mqtt: {},
            stream: {},
            webMqtt: { fromNamespaces: ["ingress-nginx"] },
            amqp10: {},
        },
    });
    new QueueProducer("orders-api", {
        connection: broker.connectionFor("orders-api"),
        queue: "orders",
        image: "shop/api:1.4.2",
        http: { fromNamespaces: ["ingress-nginx", "monitoring"] },
    });
    new QueueConsumer("invoices", {
        // Somebody keeps a copy of the Secret there: Kubernetes copies none.
        connection: {
            ...broker.connectionFor("invoices"),
            namespace: "billing",
            secretName: "invoices-amqp",
        },
        queue: "orders",
        image: "billing/invoices:2.0.0",
    });
}
