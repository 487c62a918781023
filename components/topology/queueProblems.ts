import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import { QueueOverflow, QueueType } from "./arguments";
import type { QueueSettings } from "./defaults";

type Field = keyof QueueSettings;

/** What each type of queue cannot do. https://www.rabbitmq.com/docs/quorum-queues#feature-matrix */
const unsupported: { [queueType in QueueType]: Field[] } = {
    [QueueType.Quorum]: ["maxAgeSeconds"],
    [QueueType.Classic]: [
        "deliveryLimit",
        "delayedRetry",
        "deadLetterAtLeastOnce",
        "consumerTimeoutSeconds",
        "maxAgeSeconds",
    ],
    [QueueType.Stream]: [
        "deliveryLimit",
        "delayedRetry",
        "messageTtlSeconds",
        "maxLength",
        "overflow",
        "deadLetterQueue",
        "deadLetterAtLeastOnce",
        "consumerTimeoutSeconds",
    ],
};

const tenYears = 315_360_000;

export function queueProblems(path: string, queue: QueueSettings): Problem[] {
    const { type } = queue;
    return [
        ...unsupported[type]
            .filter((field) => queue[field] !== undefined && queue[field] !== false)
            .map((field) =>
                problem(
                    `${path}.${field}`,
                    queue[field],
                    `nothing for a ${type} queue`,
                    "Leave it out.",
                ),
            ),
        ...numberProblems(`${path}.deliveryLimit`, queue.deliveryLimit, 1, 1000),
        ...numberProblems(`${path}.messageTtlSeconds`, queue.messageTtlSeconds, 1, tenYears),
        ...numberProblems(`${path}.maxLength`, queue.maxLength, 1, 1_000_000_000),
        ...numberProblems(
            `${path}.consumerTimeoutSeconds`,
            queue.consumerTimeoutSeconds,
            60,
            604_800,
        ),
        ...numberProblems(`${path}.maxAgeSeconds`, queue.maxAgeSeconds, 1, tenYears),
        ...combinationProblems(path, queue),
    ];
}

function combinationProblems(path: string, queue: QueueSettings): Problem[] {
    const problems: Problem[] = [];
    const { delayedRetry } = queue;
    if (queue.overflow !== undefined && queue.maxLength === undefined) {
        problems.push(
            problem(
                `${path}.overflow`,
                queue.overflow,
                "nothing without maxLength",
                "Set maxLength as well.",
            ),
        );
    }
    if (queue.deadLetterAtLeastOnce && !queue.deadLetterQueue) {
        const fix = "Remove deadLetterQueue: false.";
        problems.push(
            problem(
                `${path}.deadLetterAtLeastOnce`,
                true,
                "false without a dead letter queue",
                fix,
            ),
        );
    }
    if (queue.deadLetterAtLeastOnce && queue.overflow === QueueOverflow.DropHead) {
        const fix = "RabbitMQ moves dead letters safely only then: remove overflow.";
        problems.push(
            problem(`${path}.overflow`, queue.overflow, QueueOverflow.RejectPublish, fix),
        );
    }
    problems.push(
        ...numberProblems(`${path}.delayedRetry.minSeconds`, delayedRetry?.minSeconds, 1, 86_400),
    );
    if (delayedRetry !== undefined && delayedRetry.maxSeconds < delayedRetry.minSeconds) {
        const allowed = `minSeconds (${delayedRetry.minSeconds}) or more`;
        problems.push(
            problem(
                `${path}.delayedRetry.maxSeconds`,
                delayedRetry.maxSeconds,
                allowed,
                "Raise it.",
            ),
        );
    }
    return problems;
}
