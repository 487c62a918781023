import type { FrameworkHabits } from "./framework";
import { given } from "./framework";

/**
 * Dramatiq reads no address by itself; its broker takes that of `AMQP_URL`. Its prefetch is that of a process, with all
 * of its threads. What it tries again later waits in a queue `NAME.DQ`. https://dramatiq.io/reference.html#environment-variables
 */
export const dramatiq: FrameworkHabits = {
    secretKeys: {},
    variables: ({ variables }) => given({ dramatiq_queue_prefetch: variables["PREFETCH"] }),
    publishesTo: withDelayed,
    consumesFrom: withDelayed,
};

function withDelayed(queues: string[]): string[] {
    return queues.flatMap((name) => [name, `${name}.DQ`]);
}
