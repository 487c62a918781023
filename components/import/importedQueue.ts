import { deadLetterQueueName } from "../topology/deadLetters";
import type { Queue } from "../topology/queue";
import { QueueOverflow, QueueType } from "../topology/queue";
import type { ExportedQueue } from "./exported";

export interface ImportedQueue {
    queue: Queue;
    /** What there is no argument for, as sentences. */
    remarks: string[];
}

type Reader = (value: unknown, queue: ExportedQueue) => Partial<Queue> | undefined;

const whole =
    (field: keyof Queue, divisor = 1): Reader =>
    (value) => {
        const number = typeof value === "number" ? value / divisor : NaN;
        return Number.isInteger(number) ? { [field]: number } : undefined;
    };

const units: { [unit: string]: number } = {
    s: 1,
    m: 60,
    h: 3600,
    D: 86_400,
    M: 2_592_000,
    Y: 31_536_000,
};

/** By the names of queue arguments. https://www.rabbitmq.com/docs/queues#optional-arguments */
const readers: { [argument: string]: Reader } = {
    "x-queue-type": () => ({}),
    "x-delivery-limit": whole("deliveryLimit"),
    "x-message-ttl": whole("messageTtlSeconds", 1000),
    "x-expires": whole("expiresSeconds", 1000),
    "x-max-length": whole("maxLength"),
    "x-max-length-bytes": whole("maxLengthBytes"),
    "x-max-priority": whole("maxPriority"),
    "x-quorum-initial-group-size": whole("initialGroupSize"),
    "x-initial-cluster-size": whole("initialGroupSize"),
    "x-consumer-timeout": whole("consumerTimeoutSeconds", 1000),
    "x-single-active-consumer": (value) =>
        typeof value === "boolean" ? (value ? { singleActiveConsumer: true } : {}) : undefined,
    "x-overflow": (value) =>
        Object.values(QueueOverflow).includes(value as QueueOverflow)
            ? { overflow: value as QueueOverflow }
            : undefined,
    "x-max-age": (value) => {
        const [, number, unit] = /^(\d+)([smhDMY])$/.exec(String(value)) ?? [];
        return unit ? { maxAgeSeconds: Number(number) * units[unit]! } : undefined;
    },
    "x-dead-letter-strategy": (value) =>
        value === "at-least-once"
            ? { deadLetterAtLeastOnce: true }
            : value === "at-most-once"
              ? {}
              : undefined,
    "x-dead-letter-exchange": (value, { name, arguments: given = {} }) => {
        const key = given["x-dead-letter-routing-key"];
        if (value === "") {
            return key === deadLetterQueueName(name) ? { deadLetterQueue: true } : undefined;
        }
        return typeof value === "string"
            ? {
                  deadLetterExchange: value,
                  ...(typeof key === "string" && { deadLetterRoutingKey: key }),
              }
            : undefined;
    },
    "x-dead-letter-routing-key": () => ({}),
};

/** A queue that clients declare when they need it is theirs: nothing for it. */
export function isOfClients({ durable = true, auto_delete, exclusive }: ExportedQueue): boolean {
    return !durable || auto_delete === true || exclusive === true;
}

/** What declares a queue like this one; with `quorum` a classic queue becomes a quorum queue. */
export function importedQueue(exported: ExportedQueue, quorum: boolean): ImportedQueue {
    const given = exported.arguments ?? {};
    const was = given["x-queue-type"] ?? QueueType.Classic;
    const type = quorum && was === QueueType.Classic ? QueueType.Quorum : was;
    const read: Queue = {};
    const remarks: string[] = [];
    for (const [argument, value] of Object.entries(given)) {
        const fields = Object.hasOwn(readers, argument)
            ? readers[argument]!(value, exported)
            : undefined;
        if (fields === undefined) {
            remarks.push(
                `argument ${argument}: ${JSON.stringify(value)} has no counterpart and is left out`,
            );
        }
        Object.assign(read, fields);
    }
    const { deadLetterQueue, ...others } = read;
    // One that has nowhere for its dead letters does not get a place for them unasked.
    const hasNowhere =
        type !== QueueType.Stream && !deadLetterQueue && others.deadLetterExchange === undefined;
    return {
        queue: {
            ...(type !== QueueType.Quorum && { type: type as QueueType }),
            ...others,
            ...(hasNowhere && { deadLetterQueue: false }),
        },
        remarks,
    };
}
