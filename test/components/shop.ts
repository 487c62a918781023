import type {
    QueueConsumerArgs,
    QueueProducerArgs,
    RabbitMqBrokerArgs,
} from "../../components/index";
import { QueueConsumer, QueueProducer, RabbitMqBroker } from "../../components/index";
import type { Recording } from "../harness";
import { valueAt } from "../valueAt";

/** What the example of the design leaves to each test. */
export interface ShopChanges {
    broker?: RabbitMqBrokerArgs;
    producer?: Partial<QueueProducerArgs>;
    consumer?: Partial<QueueConsumerArgs>;
}

export const orders: RabbitMqBrokerArgs = {
    namespace: "shop",
    replicas: 3,
    queues: { orders: { deliveryLimit: 5 } },
    clients: {
        "orders-api": { publishesTo: ["orders"] },
        "orders-worker": { consumesFrom: ["orders"] },
    },
};

/** The example of the design as a program: a broker, who publishes to it, who consumes from it. */
export function shop({ broker: brokerArgs, producer, consumer }: ShopChanges = {}) {
    return (): void => {
        const broker = new RabbitMqBroker("rabbitmq", { ...orders, ...brokerArgs });
        new QueueProducer("orders-api", {
            connection: broker.connectionFor("orders-api"),
            queue: "orders",
            image: "shop/api:1.4.2",
            ...producer,
        });
        new QueueConsumer("orders-worker", {
            connection: broker.connectionFor("orders-worker"),
            queue: "orders",
            image: "shop/worker:1.4.2",
            replicas: 3,
            prefetch: 50,
            ...consumer,
        });
    };
}

export const types = {
    broker: "queue-workloads:index:RabbitMqBroker",
    topology: "queue-workloads:index:RabbitMqTopology",
    producer: "queue-workloads:index:QueueProducer",
    consumer: "queue-workloads:index:QueueConsumer",
    claimPatch: "kubernetes:core/v1:PersistentVolumeClaimPatch",
    configMap: "kubernetes:core/v1:ConfigMap",
    cronJob: "kubernetes:batch/v1:CronJob",
    deployment: "kubernetes:apps/v1:Deployment",
    job: "kubernetes:batch/v1:Job",
    networkPolicy: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    disruptionBudget: "kubernetes:policy/v1:PodDisruptionBudget",
    randomBytes: "random:index/randomBytes:RandomBytes",
    randomPassword: "random:index/randomPassword:RandomPassword",
    scaledObject: "kubernetes:keda.sh/v1alpha1:ScaledObject",
    secret: "kubernetes:core/v1:Secret",
    secretPatch: "kubernetes:core/v1:SecretPatch",
    service: "kubernetes:core/v1:Service",
    serviceAccount: "kubernetes:core/v1:ServiceAccount",
    statefulSet: "kubernetes:apps/v1:StatefulSet",
    triggerAuthentication: "kubernetes:keda.sh/v1alpha1:TriggerAuthentication",
};

/** The rabbitmq.conf of the broker that a program has made. */
export function rabbitMqConfOf(recording: Recording): string {
    const { inputs } = recording.get(types.configMap, "rabbitmq-config");
    return valueAt(inputs, "data", "10-queue-workloads.conf") as string;
}
