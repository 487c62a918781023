import { type KubernetesObject, objectName } from "./object";
import { overlaid } from "./overlay";
import { portsByName } from "./rabbitMqPorts";
import type { Shapes } from "./shapes/kinds";
import type { PodTemplate } from "./shapes/pod";
import type { ServiceSpec } from "./shapes/service";

export type RabbitMqCluster = KubernetesObject<Shapes["rabbitmq.com/RabbitmqCluster"]>;

/** The container that runs a node of RabbitMQ, and the one that prepares it. */
export const operatedContainers: readonly string[] = ["rabbitmq", "setup-container"];

/** What the RabbitMQ cluster operator puts on the pods of a RabbitmqCluster. */
export function operatorLabels(name: string): { [key: string]: string } {
    return {
        "app.kubernetes.io/name": name,
        "app.kubernetes.io/component": "rabbitmq",
        "app.kubernetes.io/part-of": "rabbitmq",
    };
}

/**
 * The pod template that the operator makes: what it sets by itself is its own business and taken
 * for sound, what the object says of it counts, and what the object overrides counts most.
 */
export function clusterTemplate(cluster: RabbitMqCluster): PodTemplate {
    const made: PodTemplate = {
        get metadata() {
            return { labels: operatorLabels(objectName(cluster)) };
        },
        spec: {
            get serviceAccountName() {
                return `${objectName(cluster)}-server`;
            },
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
            get affinity() {
                return cluster.props.spec?.affinity;
            },
            get topologySpreadConstraints() {
                const matchLabels = operatorLabels(objectName(cluster));
                return [
                    { topologyKey: "topology.kubernetes.io/zone", labelSelector: { matchLabels } },
                ];
            },
            containers: [
                {
                    name: "rabbitmq",
                    get image() {
                        return cluster.props.spec?.image;
                    },
                    get resources() {
                        return cluster.props.spec?.resources ?? defaultResources;
                    },
                    securityContext: {
                        allowPrivilegeEscalation: false,
                        readOnlyRootFilesystem: true,
                        capabilities: { drop: ["ALL"] },
                    },
                },
            ],
        },
    };
    return overlaid(made, cluster.props.spec?.override?.statefulSet?.spec?.template);
}

const defaultResources = {
    requests: { cpu: "1", memory: "2Gi" },
    limits: { cpu: "2", memory: "2Gi" },
};

/** The Service for clients that the operator makes. */
export function clusterService(cluster: RabbitMqCluster): ServiceSpec {
    const made: ServiceSpec = {
        get type() {
            return cluster.props.spec?.service?.type;
        },
        get selector() {
            return operatorLabels(objectName(cluster));
        },
        get ports() {
            const { secretName, disableNonTLSListeners } = cluster.props.spec?.tls ?? {};
            return [
                ...(disableNonTLSListeners ? [] : ["amqp", "management", "prometheus"]),
                ...(secretName ? ["amqps", "management-tls", "prometheus-tls"] : []),
            ].map((name) => ({ name, port: portsByName[name], targetPort: name }));
        },
    };
    return overlaid(made, cluster.props.spec?.override?.service?.spec);
}
