import type { AmqpConnection } from "../connection/amqpConnection";
import { consumerTimeout } from "../connection/amqpConnection";
import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import type { CapacitySettings } from "./capacity";

/** What the messages follow from that a pod holds, and for how long. */
interface Held {
    queues: string[];
    prefetch: number;
    secondsPerMessage: number;
    capacity?: CapacitySettings;
}

export function limitProblems(prefetch: number, secondsPerMessage: number): Problem[] {
    return [
        ...numberProblems("prefetch", prefetch, 1, 2000),
        ...numberProblems("secondsPerMessage", secondsPerMessage, 1, 3600),
    ];
}

/** What is held for too long is delivered again, held for too long there as well, and so for ever. */
export function heldProblems(settings: Held, connection: AmqpConnection): Problem[] {
    const { queues, prefetch, secondsPerMessage, capacity } = settings;
    const longest = shortestTimeout(connection, queues);
    const held = heldSeconds(settings);
    if (held <= longest || limitProblems(prefetch, secondsPerMessage).length > 0) {
        return [];
    }
    const why = `The queue takes back what is held for ${longest} s, and the last of them would be held for ${held} s`;
    const [path, value, most, other] =
        secondsPerMessage * queues.length > longest
            ? ["secondsPerMessage", secondsPerMessage, Math.floor(longest / queues.length), ""]
            : [
                  "prefetch",
                  prefetch,
                  Math.floor(longest / secondsPerMessage / queues.length) *
                      (capacity?.concurrency ?? 1),
                  "lower prefetch, or ",
              ];
    return [
        problem(
            path,
            value,
            `at most ${most}`,
            `${why}: ${other}set consumerTimeoutSeconds of the queue.`,
        ),
    ];
}

/** After how many seconds the first of the queues takes back what is held; infinite for never. */
function shortestTimeout(connection: AmqpConnection, queues: string[]): number {
    const timeouts = queues.map((queue) => consumerTimeout(connection, queue));
    return Math.min(...timeouts.filter((seconds) => seconds > 0));
}

/** In the worst case every message takes the longest: one after the other, or as many at a time as `capacity` says. */
function heldSeconds(settings: Held): number {
    const { queues, prefetch, secondsPerMessage, capacity } = settings;
    return Math.ceil((prefetch * queues.length) / (capacity?.concurrency ?? 1)) * secondsPerMessage;
}

/** Ten seconds to close, an hour at the most. */
export function consumerGraceSeconds(settings: Held): number {
    return Math.min(heldSeconds(settings) + 10, 3600);
}
