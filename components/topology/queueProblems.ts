import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import type { QueueSettings } from "./defaults";
import type { DeadLetterLimits } from "./queue";
import { QueueOverflow, QueueType } from "./queue";

type Field = keyof QueueSettings;

/** What each type of queue cannot do. https://www.rabbitmq.com/docs/quorum-queues#feature-matrix */
const unsupported: { [queueType in QueueType]: Field[] } = {
    [QueueType.Quorum]: ["maxAgeSeconds", "maxPriority", "partitions"],
    [QueueType.Classic]: [
        "initialGroupSize",
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
        ...numberProblems(`${path}.initialGroupSize`, queue.initialGroupSize, 1, 7),
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
        ...delayedRetryProblems(`${path}.delayedRetry`, queue.delayedRetry),
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

/** What may not be together, or not without something else: each with what is allowed for its field, and the fix. */
const combinations: {
    field: Field;
    isWrong: (queue: QueueSettings) => boolean;
    allowed: string;
    fix: string;
}[] = [
    {
        field: "overflow",
        isWrong: ({ overflow, maxLength, maxLengthBytes }) =>
            overflow !== undefined && maxLength === undefined && maxLengthBytes === undefined,
        allowed: "nothing without maxLength or maxLengthBytes",
        fix: "Set one of them as well.",
    },
    {
        field: "deadLetterQueue",
        isWrong: ({ deadLetterQueue, deadLetterExchange }) =>
            deadLetterQueue && deadLetterExchange !== undefined,
        allowed: "false with deadLetterExchange",
        fix: "Dead letters go one way: remove one of the two.",
    },
    {
        field: "deadLetterLimits",
        isWrong: ({ type, deadLetterQueue, deadLetterLimits }) =>
            deadLetterLimits !== undefined && !deadLetterQueue && type !== QueueType.Stream,
        allowed: "nothing without a dead letter queue",
        fix: "Leave it out.",
    },
    {
        field: "deadLetterRoutingKey",
        isWrong: ({ deadLetterRoutingKey, deadLetterExchange }) =>
            deadLetterRoutingKey !== undefined && deadLetterExchange === undefined,
        allowed: "nothing without deadLetterExchange",
        fix: "Set deadLetterExchange as well.",
    },
    {
        field: "deadLetterAtLeastOnce",
        isWrong: ({ deadLetterAtLeastOnce, deadLetterQueue, deadLetterExchange }) =>
            deadLetterAtLeastOnce && !deadLetterQueue && deadLetterExchange === undefined,
        allowed: "false without a dead letter queue",
        fix: "Remove deadLetterQueue: false.",
    },
    {
        field: "overflow",
        isWrong: ({ deadLetterAtLeastOnce, overflow }) =>
            deadLetterAtLeastOnce && overflow === QueueOverflow.DropHead,
        allowed: QueueOverflow.RejectPublish,
        fix: "RabbitMQ moves dead letters safely only then: remove overflow.",
    },
];

function combinationProblems(path: string, queue: QueueSettings): Problem[] {
    return combinations
        .filter(({ isWrong }) => isWrong(queue))
        .map(({ field, allowed, fix }) => problem(`${path}.${field}`, queue[field], allowed, fix));
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
