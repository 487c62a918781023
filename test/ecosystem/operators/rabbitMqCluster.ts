import { defaultBrokerImage } from "../../../components/broker/arguments";

/** What RabbitMQ's operator makes brokers of, small as the others in the tests. */
export function rabbitMqCluster(namespace: string, name: string, replicas: number): object {
    return {
        apiVersion: "rabbitmq.com/v1beta1",
        kind: "RabbitmqCluster",
        metadata: { name, namespace },
        spec: {
            image: defaultBrokerImage,
            replicas,
            // Nodes of RabbitMQ 4 form a cluster without it.
            delayStartSeconds: 0,
            resources: {
                requests: { cpu: "50m", memory: "512Mi" },
                limits: { memory: "512Mi" },
            },
            persistence: { storage: "2Gi" },
            terminationGracePeriodSeconds: 60,
        },
    };
}
