import { celery } from "./celery";
import { dramatiq } from "./dramatiq";
import type { FrameworkHabits } from "./framework";
import { Framework } from "./framework";
import { massTransit } from "./massTransit";
import { nestJs } from "./nestJs";
import { springBoot } from "./springBoot";

/** What each framework expects. */
export const frameworks: { [Name in Framework]: FrameworkHabits } = {
    [Framework.SpringBoot]: springBoot,
    [Framework.Celery]: celery,
    [Framework.MassTransit]: massTransit,
    [Framework.NestJs]: nestJs,
    [Framework.Dramatiq]: dramatiq,
};
