import type { FrameworkHabits } from "./framework";
import { given } from "./framework";

/**
 * NestJS reads nothing by itself: what its transport is to do the application says, from `AMQP_URL`, `QUEUE` and
 * `PREFETCH`. The port is what its starter listens on. https://docs.nestjs.com/microservices/rabbitmq
 */
export const nestJs: FrameworkHabits = {
    secretKeys: {},
    variables: ({ httpPort }) => given({ PORT: httpPort?.toString() }),
};
