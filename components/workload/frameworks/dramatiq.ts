import type { FrameworkHabits, Told } from "./framework";
import { given, prefetchEach } from "./framework";

/**
 * Dramatiq reads no address by itself; its broker takes that of `AMQP_URL`. What it tries again later waits in a
 * queue `NAME.DQ`. https://dramatiq.io/reference.html#environment-variables
 */
export const dramatiq: FrameworkHabits = {
    secretKeys: {},
    variables: ({ variables }: Told) => given({ dramatiq_queue_prefetch: prefetchEach(variables) }),
    publishesTo: withDelayed,
    consumesFrom: withDelayed,
};

function withDelayed(queues: string[]): string[] {
    return queues.flatMap((name) => [name, `${name}.DQ`]);
}
