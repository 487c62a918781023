import type { FrameworkHabits, Told } from "./framework";
import { given, prefetchEach } from "./framework";

/**
 * Every option of `celery worker` has a variable, `CELERY_WORKER_` and its name. By gossip and mingle workers talk to
 * each other, through exchanges that are nobody's. https://docs.celeryq.dev/en/stable/reference/cli.html
 */
export const celery: FrameworkHabits = {
    secretKeys: { CELERY_BROKER_URL: "AMQP_URL" },
    variables: worker,
    // A task that is tried again is published again.
    publishesTo: (queues) => queues,
};

/** Without being told, it runs as many processes as the node has processors, whatever the pod may use of them. */
function worker({ variables }: Told) {
    const { QUEUE, QUEUES = QUEUE, CONCURRENCY = "1" } = variables;
    return QUEUES === undefined
        ? {}
        : given({
              CELERY_WORKER_QUEUES: QUEUES,
              CELERY_WORKER_CONCURRENCY: CONCURRENCY,
              CELERY_WORKER_PREFETCH_MULTIPLIER: prefetchEach(variables),
              CELERY_WORKER_WITHOUT_GOSSIP: "true",
              CELERY_WORKER_WITHOUT_MINGLE: "true",
          });
}
