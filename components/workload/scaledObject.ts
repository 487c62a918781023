import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type { Resource } from "@pulumi/pulumi";

import type { AmqpConnection, AutoscalerConnection } from "../connection/amqpConnection";
import { fromConnection } from "../connection/amqpConnection";
import type { AutoscalingSettings } from "./autoscaling";
import type { WorkloadContext } from "./context";

const apiVersion = "keda.sh/v1alpha1";

/** Lets KEDA set the number of a Deployment's pods by the length of a queue. */
export function createScaler(
    { name, settings, parent, metadata }: WorkloadContext,
    autoscaling: AutoscalingSettings,
    deployment: Resource,
): void {
    const authentication = new CustomResource(
        name,
        {
            apiVersion,
            kind: "TriggerAuthentication",
            metadata,
            spec: fromConnection(settings.connection, (connection) => ({
                secretTargetRef: secretTargets(connection),
            })),
        },
        { parent },
    );
    new CustomResource(
        name,
        {
            apiVersion,
            kind: "ScaledObject",
            metadata,
            spec: fromConnection(settings.connection, (connection) =>
                scaledObjectSpec(name, autoscaling, autoscalerOf(connection)),
            ),
        },
        { parent, dependsOn: [authentication, deployment] },
    );
}

/** https://keda.sh/docs/latest/scalers/rabbitmq-queue/#authentication-parameters */
function secretTargets(connection: AmqpConnection) {
    const { certificateAuthority: ca } = connection;
    const keys = ["host", "username", "password", ...(ca ? ["tls"] : [])];
    const { secretName } = autoscalerOf(connection);
    return [
        ...keys.map((key) => ({ parameter: key, name: secretName, key })),
        ...(ca ? [{ parameter: "ca", name: ca.name, key: ca.key }] : []),
    ];
}

/**
 * Asks the management API, which counts the messages that are being processed as well: AMQP knows
 * only those that wait, by which pods would be stopped at their work.
 * https://keda.sh/docs/latest/scalers/rabbitmq-queue/
 */
export function scaledObjectSpec(
    name: string,
    { queues, minReplicas, maxReplicas, messagesPerReplica, scaleDownSeconds }: AutoscalingSettings,
    { virtualHost = "/" }: AutoscalerConnection,
) {
    const scaleDown = { stabilizationWindowSeconds: scaleDownSeconds };
    return {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
        minReplicaCount: minReplicas,
        maxReplicaCount: maxReplicas,
        // These two are for the way between no pod and one; beyond it the HorizontalPodAutoscaler asks by itself.
        pollingInterval: 10,
        cooldownPeriod: scaleDownSeconds,
        advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown } } },
        triggers: queues.map((queue) => ({
            type: "rabbitmq",
            metadata: {
                protocol: "http",
                mode: "QueueLength",
                value: String(messagesPerReplica),
                queueName: queue,
                vhostName: virtualHost,
            },
            authenticationRef: { name },
        })),
    };
}

/** A connection that was an output until now could not be checked before. */
export function autoscalerOf({ autoscaler }: AmqpConnection): AutoscalerConnection {
    if (autoscaler === undefined) {
        throw new Error("The connection has no autoscaler: set autoscaler: {} on its broker.");
    }
    return autoscaler;
}
