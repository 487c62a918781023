import { rabbitMqCluster } from "../../ecosystem/operators/rabbitMqCluster";

const clusterName = "rabbitmq";
export const statefulSet = `${clusterName}-server`;
const queue = "orders";
const operated = { rabbitmqClusterReference: { name: clusterName } };

/** What people write for RabbitMQ's operators to get what stack `local` has: brokers, queue, users, workloads. */
export function operatedShop(namespace: string, replicas: number): object[] {
    return [
        rabbitMqCluster(namespace, clusterName, replicas),
        ...[
            topologyObject("Exchange", queue, { name: queue, type: "direct", durable: true }),
            declaredQueue(queue),
            topologyObject("Binding", queue, {
                ...{ source: queue, destination: queue, destinationType: "queue" },
                routingKey: queue,
            }),
            ...client("api", { write: `^${queue}$`, read: "^$" }),
            ...client("worker", { write: "^$", read: `^${queue}$` }),
            deployment("api", "producer:1.0", 1, { EXCHANGE: queue, ROUTING_KEY: queue }),
            deployment("worker", "consumer:1.0", 3, { QUEUE: queue, PREFETCH: "50" }),
        ].map((object) => ({ ...object, metadata: { ...object.metadata, namespace } })),
    ];
}

export function declaredQueue(name: string) {
    return topologyObject("Queue", name, {
        ...{ name, type: "quorum", durable: true },
        arguments: { "x-delivery-limit": 5 },
    });
}

function client(name: string, permissions: { write: string; read: string }) {
    return [
        topologyObject("User", name, {}),
        topologyObject("Permission", name, {
            vhost: "/",
            userReference: { name },
            permissions: { configure: "^$", ...permissions },
        }),
    ];
}

function topologyObject(kind: string, name: string, spec: object) {
    return {
        apiVersion: "rabbitmq.com/v1beta1",
        kind,
        metadata: { name },
        spec: { ...spec, ...operated },
    };
}

/** Wired to the Secret of its user as the operator's documentation shows it. */
function deployment(
    name: string,
    image: string,
    replicas: number,
    variables: { [name: string]: string },
) {
    const labels = { app: name };
    const credential = (key: string) => ({
        name: key.toUpperCase(),
        valueFrom: { secretKeyRef: { name: `${name}-user-credentials`, key } },
    });
    const url = `amqp://$(USERNAME):$(PASSWORD)@${clusterName}:5672/`;
    const container = {
        name,
        image,
        env: [
            ...["username", "password"].map(credential),
            { name: "AMQP_URL", value: url },
            ...Object.entries(variables).map(([key, value]) => ({ name: key, value })),
        ],
        ports: [{ containerPort: 8080 }],
        readinessProbe: { httpGet: { path: "/readyz", port: 8080 }, periodSeconds: 5 },
        resources: { requests: { cpu: "20m", memory: "128Mi" }, limits: { memory: "128Mi" } },
    };
    return {
        ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name } },
        spec: {
            replicas,
            selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers: [container] } },
        },
    };
}
