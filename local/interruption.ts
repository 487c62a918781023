const controller = new AbortController();

/** Aborted by the first Ctrl-C or SIGTERM. */
export const interruption = controller.signal;

export class InterruptedError extends Error {
    constructor(readonly signal: "SIGINT" | "SIGTERM" | "SIGHUP") {
        super("interrupted: the same command continues where this one stopped");
    }
}

/** The first signal asks for an orderly end, the second ends at once. */
export function listenForInterruption(): void {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, () => {
            if (interruption.aborted) {
                process.exit(130);
            }
            controller.abort(new InterruptedError(signal));
        });
    }
}

/** Rejects as soon as the command is interrupted, whatever becomes of `work`. */
export function untilInterrupted<T>(work: Promise<T>): Promise<T> {
    interruption.throwIfAborted();
    return new Promise((resolve, reject) => {
        const stop = () => reject(interruption.reason as InterruptedError);
        interruption.addEventListener("abort", stop, { once: true });
        work.finally(() => interruption.removeEventListener("abort", stop)).then(resolve, reject);
    });
}
