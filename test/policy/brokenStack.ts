import { changed, container, resource, shopStack, type TestResource } from "./shopStack";

/** Stands in every place of the broken stack that can hold a secret. */
export const canary = "canary-hunter2";

const api = "Deployment/orders-api";
const worker = "Deployment/orders-worker";
const broker = "StatefulSet/rabbitmq";

const changes: [string, { [key: string]: unknown }][] = [
    [
        broker,
        {
            "spec.replicas": 2,
            "spec.serviceName": "rabbitmq",
            [`${container}.resources.requests.memory`]: "64Mi",
            [`${container}.securityContext.privileged`]: true,
        },
    ],
    ["PodDisruptionBudget/rabbitmq", { "spec.maxUnavailable": 0 }],
    [
        "Service/rabbitmq",
        {
            "metadata.labels": { "app.kubernetes.io/component": "rabbitmq" },
            "spec.type": "LoadBalancer",
            "spec.ports": [
                { name: "amqp", port: 5672, targetPort: "amqps", nodePort: 80 },
                { name: "ui", port: 443, targetPort: "management-tls" },
                { name: "dist", port: 443, targetPort: "cluster-rpc" },
            ],
        },
    ],
    [
        api,
        {
            "spec.replicas": 1,
            [`${container}.image`]: "shop/api",
            [`${container}.env.2`]: { name: "DB_PASSWORD", value: canary },
            [`${container}.env.3`]: { name: "BROKER", value: `amqp://me:${canary}@host:5672` },
            [`${container}.env.4`]: { name: "HARMLESS", value: canary },
            [`${container}.env.5`]: null,
            [`${container}.args`]: [`--password=${canary}`],
            [`${container}.ports.0.containerPort`]: 81,
            [`${container}.ports.0.hostPort`]: 81,
            [`${container}.readinessProbe`]: { tcpSocket: { port: "web" } },
            "spec.template.spec.serviceAccountName": "default",
            "spec.template.metadata.annotations": { note: canary },
        },
    ],
    [
        "Service/orders-api",
        { "spec.ports.0.targetPort": 8080, "spec.ports.0.appProtocol": undefined },
    ],
    ["NetworkPolicy/orders-api", { "spec.podSelector": { matchLabels: { a: "1" } } }],
    [
        worker,
        {
            "metadata.namespace": "default",
            "spec.replicas": 99,
            "spec.template.spec.topologySpreadConstraints": undefined,
            [`${container}.readinessProbe`]: undefined,
            [`${container}.securityContext.readOnlyRootFilesystem`]: false,
            [`${container}.resources`]: undefined,
        },
    ],
    ["Secret/orders-api-connection", { stringData: { password: canary }, data: { token: canary } }],
    [
        "ConfigMap/rabbitmq-config",
        { data: { "rabbitmq.conf": `default_pass = ${canary}\n`, api_key: canary } },
    ],
    ["Role/rabbitmq", { rules: [{ resources: ["*"], verbs: ["get"], apiGroups: [""] }] }],
];

const others: TestResource[] = [
    resource("autoscaling/v2:HorizontalPodAutoscaler", "orders", {
        spec: {
            scaleTargetRef: { kind: "StatefulSet", name: "rabbitmq" },
            minReplicas: 5,
            maxReplicas: 5,
        },
    }),
    resource("apps/v1:Deployment", "late", {
        metadata: {
            annotations: {
                "queue-workloads/arrivals-per-second": "50",
                "queue-workloads/served-per-second": "5",
            },
        },
        spec: { template: { metadata: { labels: { app: "late" } }, spec: { containers: [] } } },
    }),
    resource("keda.sh/v1alpha1:ScaledObject", "late", {
        spec: {
            scaleTargetRef: { name: "late" },
            maxReplicaCount: 3,
            triggers: [
                {
                    type: "rabbitmq",
                    metadata: { protocol: "amqp", host: `amqp://me:${canary}@rabbitmq:5672` },
                },
            ],
        },
    }),
    resource("networking.k8s.io/v1:Ingress", "late", {
        spec: { defaultBackend: { service: { name: "late", port: { name: "http" } } } },
    }),
    resource("core/v1:Service", "late", {
        spec: {
            selector: { app: "late" },
            ports: [{ name: "http", port: 80, targetPort: "http" }],
        },
    }),
    resource("core/v1:Service", "stray", { spec: { selector: { a: "1" } } }),
    resource("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", { spec: { replicas: 5 } }),
    resource("shop.example.com/v1:Importer", "nightly", {
        spec: { worker: { spec: { containers: [{ name: "import", image: "shop/import:1" }] } } },
    }),
    resource("policy/v1:PodDisruptionBudget", "mq", {
        spec: {
            maxUnavailable: 3,
            selector: { matchLabels: { "app.kubernetes.io/name": "mq" } },
        },
    }),
];

/** A stack that breaks every rule of the pack. */
export function brokenStack(): TestResource[] {
    return changes.reduce(
        (stack, [which, fields]) => changed(stack, which, fields),
        [...shopStack(), ...others],
    );
}
