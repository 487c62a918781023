import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import type { DeadLetterLimits } from "./arguments";
import { QueueOverflow, QueueType } from "./arguments";
import type { QueueSettings } from "./defaults";

type Field = keyof QueueSettings;

/** What each type of queue cannot do. https://www.rabbitmq.com/docs/quorum-queues#feature-matrix */
const unsupported: { [queueType in QueueType]: Field[] } = {
    [QueueType.Quorum]: ["maxAgeSeconds", "maxPriority", "partitions"],
    [QueueType.Classic]: [
        "deliveryLimit",
        "delayedRetry",
        "deadLetterAtLeastOnce",
        "consumerTimeoutSeconds",
        "maxAgeSeconds",
        "partitions",
    ],
    [QueueType.Stream]: [
        "deliveryLimit",
        "delayedRetry",
        "messageTtlSeconds",
        "maxLength",
        "overflow",
        "deadLetterQueue",
        "deadLetterLimits",
        "deadLetterExchange",
        "deadLetterAtLeastOnce",
        "consumerTimeoutSeconds",
        "singleActiveConsumer",
        "maxPriority",
        "expiresSeconds",
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
        ...limitProblems(path, queue),
        ...limitProblems(`${path}.deadLetterLimits`, queue.deadLetterLimits ?? {}),
        ...numberProblems(`${path}.maxPriority`, queue.maxPriority, 1, 255),
        ...numberProblems(`${path}.expiresSeconds`, queue.expiresSeconds, 1, tenYears),
        ...numberProblems(
            `${path}.consumerTimeoutSeconds`,
            queue.consumerTimeoutSeconds,
            60,
            604_800,
        ),
        ...numberProblems(`${path}.partitions`, queue.partitions, 2, 100),
        ...numberProblems(`${path}.maxAgeSeconds`, queue.maxAgeSeconds, 1, tenYears),
        ...combinationProblems(path, queue),
    ];
}

function limitProblems(path: string, limits: DeadLetterLimits): Problem[] {
    const { messageTtlSeconds, maxLength, maxLengthBytes } = limits;
    return [
        ...numberProblems(`${path}.messageTtlSeconds`, messageTtlSeconds, 1, tenYears),
        ...numberProblems(`${path}.maxLength`, maxLength, 1, 1_000_000_000),
        ...numberProblems(`${path}.maxLengthBytes`, maxLengthBytes, 1, Number.MAX_SAFE_INTEGER),
    ];
}

function combinationProblems(path: string, queue: QueueSettings): Problem[] {
    const problems: Problem[] = [];
    const isLimited = queue.maxLength !== undefined || queue.maxLengthBytes !== undefined;
    if (queue.overflow !== undefined && !isLimited) {
        problems.push(
            problem(
                `${path}.overflow`,
                queue.overflow,
                "nothing without maxLength or maxLengthBytes",
                "Set one of them as well.",
            ),
        );
    }
    if (queue.deadLetterQueue && queue.deadLetterExchange !== undefined) {
        const fix = "Dead letters go one way: remove one of the two.";
        problems.push(
            problem(`${path}.deadLetterQueue`, true, "false with deadLetterExchange", fix),
        );
    }
    const hasLostIts = queue.type !== QueueType.Stream && !queue.deadLetterQueue;
    if (queue.deadLetterLimits !== undefined && hasLostIts) {
        const allowed = "nothing without a dead letter queue";
        problems.push(
            problem(`${path}.deadLetterLimits`, queue.deadLetterLimits, allowed, "Leave it out."),
        );
    }
    if (queue.deadLetterRoutingKey !== undefined && queue.deadLetterExchange === undefined) {
        problems.push(
            problem(
                `${path}.deadLetterRoutingKey`,
                queue.deadLetterRoutingKey,
                "nothing without deadLetterExchange",
                "Set deadLetterExchange as well.",
            ),
        );
    }
    if (
        queue.deadLetterAtLeastOnce &&
        !queue.deadLetterQueue &&
        queue.deadLetterExchange === undefined
    ) {
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
    return [...problems, ...delayedRetryProblems(`${path}.delayedRetry`, queue.delayedRetry)];
}

function delayedRetryProblems(path: string, retry: QueueSettings["delayedRetry"]): Problem[] {
    const shortest = numberProblems(`${path}.minSeconds`, retry?.minSeconds, 1, 86_400);
    if (retry === undefined || shortest.length > 0) {
        return shortest;
    }
    const { minSeconds, maxSeconds } = retry;
    return maxSeconds < minSeconds
        ? [
              problem(
                  `${path}.maxSeconds`,
                  maxSeconds,
                  `minSeconds (${minSeconds}) or more`,
                  "Raise it.",
              ),
          ]
        : numberProblems(`${path}.maxSeconds`, maxSeconds, minSeconds, 864_000);
}
