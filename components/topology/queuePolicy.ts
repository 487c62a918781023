import { PolicyTarget, QueueOverflow, QueueType } from "./arguments";
import { deadLetterQueueName } from "./deadLetters";
import type { QueueSettings } from "./defaults";
import { exactly } from "./permissions";

const ownPolicyPriority = 100;

/** The names of the policies that the topology Job may remove once they are no longer declared. */
export const managedPolicyPrefix = "queue-workloads.";

/** What can only be said when a queue is declared, and never be changed: its type. */
export function queueArguments({ type }: Pick<QueueSettings, "type">) {
    return { "x-queue-type": type };
}

/**
 * All else is a policy, because a policy can be changed on a living queue.
 * https://www.rabbitmq.com/docs/policies#when-to-use
 */
export function queuePolicy(vhost: string, name: string, queue: QueueSettings) {
    const definition = {
        ...limits(queue),
        ...deadLettering(name, queue),
        ...delayedRetry(queue.delayedRetry),
    };
    if (Object.keys(definition).length === 0) {
        return [];
    }
    return [
        {
            vhost,
            name: `${managedPolicyPrefix}queue.${name}`,
            pattern: exactly([name]),
            "apply-to": target(queue.type),
            priority: ownPolicyPriority,
            definition: definition as { [key: string]: unknown },
        },
    ];
}

function limits(queue: QueueSettings) {
    const { deliveryLimit, messageTtlSeconds, maxLength, consumerTimeoutSeconds, maxAgeSeconds } =
        queue;
    return {
        ...(deliveryLimit !== undefined && { "delivery-limit": deliveryLimit }),
        ...(messageTtlSeconds !== undefined && { "message-ttl": messageTtlSeconds * 1000 }),
        ...(maxLength !== undefined && { "max-length": maxLength }),
        ...(consumerTimeoutSeconds !== undefined && {
            "consumer-timeout": consumerTimeoutSeconds * 1000,
        }),
        ...(maxAgeSeconds !== undefined && { "max-age": `${maxAgeSeconds}s` }),
        ...overflow(queue),
    };
}

function overflow(queue: QueueSettings) {
    const mode = queue.deadLetterAtLeastOnce ? QueueOverflow.RejectPublish : queue.overflow;
    return mode === undefined ? {} : { overflow: mode };
}

function deadLettering(name: string, queue: QueueSettings) {
    if (!queue.deadLetterQueue) {
        return {};
    }
    return {
        "dead-letter-exchange": "",
        "dead-letter-routing-key": deadLetterQueueName(name),
        ...(queue.deadLetterAtLeastOnce && { "dead-letter-strategy": "at-least-once" }),
    };
}

function delayedRetry(retry: QueueSettings["delayedRetry"]) {
    if (retry === undefined) {
        return {};
    }
    return {
        "delayed-retry-type": retry.type,
        "delayed-retry-min": retry.minSeconds * 1000,
        "delayed-retry-max": retry.maxSeconds * 1000,
    };
}

function target(type: QueueType): PolicyTarget {
    switch (type) {
        case QueueType.Quorum:
            return PolicyTarget.QuorumQueues;
        case QueueType.Classic:
            return PolicyTarget.ClassicQueues;
        case QueueType.Stream:
            return PolicyTarget.Streams;
    }
}
