import type { Problem } from "../problems";
import { numberProblems } from "../problems";

export interface WorkloadRun {
    /**
     * Raise it to run again, 1 to 1000000. A change of anything else takes effect with the next run, so that
     * neither a rotation nor an update does the work twice. Defaults to `1`.
     */
    run?: number;
    /** How often a run that failed is tried again, with growing pauses, 0 to 100. Defaults to `6`. */
    backoffLimit?: number;
    /**
     * How long a run may take with all of its attempts, in seconds, 10 to 604800, before it is stopped
     * and counts as failed. Pulumi waits as long. Defaults to `3600`.
     */
    activeDeadlineSeconds?: number;
}

/** The arguments with every default filled in; nothing where no run is asked for. */
export function runDefaults(args: WorkloadRun | undefined) {
    return (
        args && {
            run: args.run ?? 1,
            backoffLimit: args.backoffLimit ?? 6,
            activeDeadlineSeconds: args.activeDeadlineSeconds ?? 3600,
        }
    );
}

export type RunSettings = NonNullable<ReturnType<typeof runDefaults>>;

export function runOnceProblems(settings: RunSettings | undefined): Problem[] {
    return [
        ...numberProblems("runOnce.run", settings?.run, 1, 1_000_000),
        ...numberProblems("runOnce.backoffLimit", settings?.backoffLimit, 0, 100),
        ...numberProblems(
            "runOnce.activeDeadlineSeconds",
            settings?.activeDeadlineSeconds,
            10,
            604_800,
        ),
    ];
}
