import { deadLetterQueueName } from "./deadLetters";
import type { QueueSettings, VirtualHostSettings } from "./defaults";
import { queuePolicyPrefix } from "./marks";
import { fits } from "./patterns";
import { exactly } from "./permissions";
import { PolicyTarget } from "./policy";
import type { DeadLetterLimits } from "./queue";
import { QueueOverflow, QueueType } from "./queue";
import { partsOf } from "./superStreams";

/** Above that of every policy in `policies`. */
export const ownPolicyPriority = 100;

export type DeclaredOnce = Pick<
    QueueSettings,
    "type" | "singleActiveConsumer" | "maxPriority" | "initialGroupSize"
>;

/** What can only be said when a queue is declared, and never be changed. */
export function queueArguments({
    type,
    singleActiveConsumer,
    maxPriority,
    initialGroupSize,
}: DeclaredOnce) {
    return {
        "x-queue-type": type,
        ...(singleActiveConsumer && { "x-single-active-consumer": true }),
        ...(maxPriority !== undefined && { "x-max-priority": maxPriority }),
        ...(initialGroupSize !== undefined && {
            [type === QueueType.Stream ? "x-initial-cluster-size" : "x-quorum-initial-group-size"]:
                initialGroupSize,
        }),
    };
}

/**
 * All else is a policy, because a policy can be changed on a living queue.
 * https://www.rabbitmq.com/docs/policies#when-to-use
 */
export function queuePolicies(
    vhost: string,
    name: string,
    queue: QueueSettings,
    policies: VirtualHostSettings["policies"],
) {
    const definition = {
        ...limits(queue),
        ...deadLettering(name, queue),
        ...delayedRetry(queue.delayedRetry),
        ...groupSize(queue),
    };
    const own = partsOf(name, queue).flatMap((part) =>
        policyOf({ vhost, name: part, type: queue.type }, definition, policies),
    );
    return queue.deadLetterQueue
        ? [...own, ...deadLetterQueuePolicy(vhost, name, queue, policies)]
        : own;
}

/**
 * A quorum queue drops a message that was rejected 20 times and has nowhere to go, and whoever looks at dead
 * letters puts them back by rejecting them. https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling
 */
function deadLetterQueuePolicy(
    vhost: string,
    name: string,
    queue: QueueSettings,
    policies: VirtualHostSettings["policies"],
) {
    const { type, deadLetterLimits } = queue;
    const definition = {
        ...(type === QueueType.Quorum && { "delivery-limit": -1 }),
        ...sizeLimits(deadLetterLimits ?? {}),
    };
    const which = { vhost, name: deadLetterQueueName(name), type };
    return policyOf(which, definition, policies, deadLetterLimits ? {} : fewDeadLetters);
}

/**
 * Where neither the queue nor a further policy says how many: a consumer that refuses everything fills no volume, and
 * whoever looks at dead letters sees the latest.
 */
const fewDeadLetters = { "max-length": 100_000 };

/** None where there is nothing to say. */
function policyOf(
    { vhost, name, type }: { vhost: string; name: string; type: QueueType },
    definition: { [key: string]: unknown },
    policies: VirtualHostSettings["policies"],
    otherwise: { [key: string]: unknown } = {},
) {
    if (Object.keys({ ...otherwise, ...definition }).length === 0) {
        return [];
    }
    return [
        {
            vhost,
            name: `${queuePolicyPrefix}${name}`,
            pattern: exactly([name]),
            "apply-to": target(type),
            priority: ownPolicyPriority,
            definition: {
                ...otherwise,
                ...furtherDefinition(name, type, policies),
                ...definition,
            },
        },
    ];
}

/** What the first of the further policies says of a queue: RabbitMQ applies but one, which is the queue's own. */
function furtherDefinition(
    name: string,
    type: QueueType,
    policies: VirtualHostSettings["policies"],
): { [key: string]: unknown } {
    const targets = [PolicyTarget.Queues, PolicyTarget.All, target(type)];
    const [first] = Object.values(policies)
        .filter(({ applyTo, pattern }) => targets.includes(applyTo) && fits(pattern, name))
        .sort((a, b) => b.priority - a.priority);
    return first?.definition ?? {};
}

function limits(queue: QueueSettings) {
    const { deliveryLimit, consumerTimeoutSeconds, maxAgeSeconds, expiresSeconds } = queue;
    return {
        ...sizeLimits(queue),
        ...(deliveryLimit !== undefined && { "delivery-limit": deliveryLimit }),
        ...(expiresSeconds !== undefined && { expires: expiresSeconds * 1000 }),
        ...(consumerTimeoutSeconds !== undefined && {
            "consumer-timeout": consumerTimeoutSeconds * 1000,
        }),
        ...(maxAgeSeconds !== undefined && { "max-age": `${maxAgeSeconds}s` }),
        ...overflow(queue),
    };
}

function sizeLimits({ messageTtlSeconds, maxLength, maxLengthBytes }: DeadLetterLimits) {
    return {
        ...(messageTtlSeconds !== undefined && { "message-ttl": messageTtlSeconds * 1000 }),
        ...(maxLength !== undefined && { "max-length": maxLength }),
        ...(maxLengthBytes !== undefined && { "max-length-bytes": maxLengthBytes }),
    };
}

function overflow(queue: QueueSettings) {
    const mode = queue.deadLetterAtLeastOnce ? QueueOverflow.RejectPublish : queue.overflow;
    return mode === undefined ? {} : { overflow: mode };
}

function deadLettering(name: string, queue: QueueSettings) {
    const { deadLetterExchange, deadLetterRoutingKey } = queue;
    if (!queue.deadLetterQueue && deadLetterExchange === undefined) {
        return {};
    }
    const routingKey = queue.deadLetterQueue ? deadLetterQueueName(name) : deadLetterRoutingKey;
    return {
        "dead-letter-exchange": deadLetterExchange ?? "",
        ...(routingKey !== undefined && { "dead-letter-routing-key": routingKey }),
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

/** Or the broker adds members until there is one on every node. Streams get no more by themselves. */
function groupSize({ type, initialGroupSize }: QueueSettings) {
    return type === QueueType.Quorum && initialGroupSize !== undefined
        ? { "target-group-size": initialGroupSize }
        : {};
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
