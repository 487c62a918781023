import type { Client } from "../../../../components/index";
import { QueueConsumer, QueueProducer, RabbitMqBroker } from "../../../../components/index";

/** Brokers in namespaces of their own, and workloads on them by turns: a producer and a consumer for each queue. */
export function declare(brokers: number, workloads: number): void {
    const queues = Array.from({ length: workloads / 2 }, (_, index) => index);
    for (let index = 0; index < brokers; index++) {
        declareBroker(
            namespaceOf(index),
            queues.filter((queue) => queue % brokers === index).map((queue) => `orders-${queue}`),
        );
    }
}

/** The namespace of a broker and its workloads, which has to be there. */
export function namespaceOf(broker: number): string {
    return `scale-${broker}`;
}

function declareBroker(namespace: string, queues: string[]): void {
    const broker = new RabbitMqBroker(`rabbitmq-${namespace}`, {
        namespace,
        replicas: 3,
        queues: Object.fromEntries(queues.map((queue) => [queue, { deliveryLimit: 5 }])),
        clients: Object.fromEntries(queues.flatMap(clientsOf)),
    });
    for (const queue of queues) {
        const [api, worker] = [`${queue}-api`, `${queue}-worker`];
        const image = "registry.example.com/shop/app:1.4.2";
        new QueueProducer(api, {
            connection: broker.connectionFor(api),
            queue,
            image,
            replicas: 2,
        });
        new QueueConsumer(worker, {
            ...{ connection: broker.connectionFor(worker), queue, image, replicas: 2 },
        });
    }
}

function clientsOf(queue: string): [string, Client][] {
    return [
        [`${queue}-api`, { publishesTo: [queue] }],
        [`${queue}-worker`, { consumesFrom: [queue] }],
    ];
}
