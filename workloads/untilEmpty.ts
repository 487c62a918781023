import { setTimeout as delay } from "node:timers/promises";

const pollMilliseconds = 500;

/** Resolves once no message waits in the queue and none is being processed; a broker that does not answer is asked again. */
export async function untilEmpty(
    waiting: () => Promise<number>,
    processing: () => number,
    pause: () => Promise<unknown> = () => delay(pollMilliseconds),
): Promise<void> {
    let left: number;
    do {
        await pause();
        left = await waiting().catch(() => Infinity);
    } while (left > 0 || processing() > 0);
}
