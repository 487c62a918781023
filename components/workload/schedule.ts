import type { Problem } from "../problems";
import { choiceProblems, numberProblems, problem } from "../problems";
import { cronProblems } from "./cronExpression";

/** What happens when a run is due and the last one has not ended. */
export enum ConcurrencyPolicy {
    /** The new run waits until the last one has ended; of several that are due by then, one runs. */
    Forbid = "Forbid",
    /** Both run. */
    Allow = "Allow",
    /** The last run is stopped. */
    Replace = "Replace",
}

export interface WorkloadSchedule {
    /** When runs start: minute, hour, day of the month, month and day of the week, or a macro for an hour, a day, a week, a month or a year. https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax */
    cron: string;
    /** The time zone of `cron`, such as `Europe/Berlin`. Defaults to `Etc/UTC`. */
    timeZone?: string;
    /** What happens when a run is due and the last one has not ended. Defaults to `Forbid`. */
    concurrencyPolicy?: ConcurrencyPolicy;
    /** How late a run may start, in seconds, 10 to 604800; later it is left out. Defaults to no limit. */
    startingDeadlineSeconds?: number;
    /** How often a run that failed is tried again, with growing pauses, 0 to 100. Defaults to `6`. */
    backoffLimit?: number;
    /**
     * How long a run may take with all of its attempts, in seconds, 10 to 604800, before it is stopped
     * and counts as failed. Defaults to `3600`.
     */
    activeDeadlineSeconds?: number;
    /** How many runs that succeeded are kept with their logs, 0 to 100. Defaults to `3`. */
    successfulJobsHistoryLimit?: number;
    /** How many runs that failed are kept with their logs, 0 to 100. Defaults to `1`. */
    failedJobsHistoryLimit?: number;
    /** Starts no run until it is taken back; one that is under way goes on. Defaults to `false`. */
    suspend?: boolean;
}

/** The arguments with every default filled in; nothing where no schedule is asked for. */
export function scheduleDefaults(args: WorkloadSchedule | undefined) {
    return (
        args && {
            cron: args.cron,
            timeZone: args.timeZone ?? "Etc/UTC",
            concurrencyPolicy: args.concurrencyPolicy ?? ConcurrencyPolicy.Forbid,
            startingDeadlineSeconds: args.startingDeadlineSeconds,
            backoffLimit: args.backoffLimit ?? 6,
            activeDeadlineSeconds: args.activeDeadlineSeconds ?? 3600,
            successfulJobsHistoryLimit: args.successfulJobsHistoryLimit ?? 3,
            failedJobsHistoryLimit: args.failedJobsHistoryLimit ?? 1,
            suspend: args.suspend ?? false,
        }
    );
}

export type ScheduleSettings = NonNullable<ReturnType<typeof scheduleDefaults>>;

const week = 604_800;

export function scheduleProblems(settings: ScheduleSettings | undefined): Problem[] {
    if (settings === undefined) {
        return [];
    }
    const number = (
        name:
            | "startingDeadlineSeconds"
            | "backoffLimit"
            | "activeDeadlineSeconds"
            | "successfulJobsHistoryLimit"
            | "failedJobsHistoryLimit",
        low: number,
        high: number,
    ) => numberProblems(`schedule.${name}`, settings[name], low, high);
    return [
        ...cronProblems("schedule.cron", settings.cron),
        ...timeZoneProblems(settings.timeZone),
        ...choiceProblems(
            "schedule.concurrencyPolicy",
            settings.concurrencyPolicy,
            ConcurrencyPolicy,
        ),
        // Kubernetes looks every ten seconds, and would find every run too late.
        ...number("startingDeadlineSeconds", 10, week),
        ...number("backoffLimit", 0, 100),
        ...number("activeDeadlineSeconds", 10, week),
        ...number("successfulJobsHistoryLimit", 0, 100),
        ...number("failedJobsHistoryLimit", 0, 100),
    ];
}

function timeZoneProblems(timeZone: string): Problem[] {
    if (/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(timeZone) && isKnown(timeZone)) {
        return [];
    }
    const allowed = "names of the time zone database, such as Europe/Berlin or Etc/UTC";
    return [problem("schedule.timeZone", timeZone, allowed, "Correct it.")];
}

function isKnown(timeZone: string): boolean {
    try {
        Intl.DateTimeFormat("en", { timeZone });
        return true;
    } catch {
        return false;
    }
}
