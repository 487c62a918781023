import type { FrameworkHabits } from "./framework";
import { given } from "./framework";

/** Of a quorum queue; Dramatiq would ask for a thousand messages for each thread. */
const largestPrefetch = "2000";

/**
 * Dramatiq reads no address by itself; its broker takes that of `AMQP_URL`. Its prefetch is that of a process, with all
 * of its threads. What it tries again later waits in a queue `NAME.DQ`, or rather in the worker that holds it.
 * https://dramatiq.io/reference.html#environment-variables
 */
export const dramatiq: FrameworkHabits = {
    secretKeys: {},
    variables: ({ variables: { PREFETCH } }) =>
        given({
            dramatiq_queue_prefetch: PREFETCH,
            dramatiq_delay_queue_prefetch: PREFETCH && largestPrefetch,
        }),
    publishesTo: withDelayed,
    consumesFrom: withDelayed,
};

function withDelayed(queues: string[]): string[] {
    return queues.flatMap((name) => [name, `${name}.DQ`]);
}
