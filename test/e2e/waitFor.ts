import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until there is an answer; the error says what was waited for, and the last state. */
export async function waitFor<T>(
    what: string,
    timeoutSeconds: number,
    ask: () => Promise<T | undefined | false> | T | undefined | false,
    state: () => unknown = () => "",
): Promise<T> {
    const end = Date.now() + timeoutSeconds * 1000;
    for (;;) {
        const answer = await ask();
        if (answer !== undefined && answer !== false) {
            return answer;
        }
        if (Date.now() > end) {
            throw new Error(
                `waited ${timeoutSeconds} s for ${what}: ${JSON.stringify(await state())}`,
            );
        }
        await sleep(250);
    }
}
