import { execa } from "execa";

import type { InterruptedError } from "./interruption";
import { interruption } from "./interruption";

/** Runs a command on this terminal and leaves its exit code as this process's own. */
export async function foreground(
    program: string,
    args: string[],
    options: { cwd: string; environment: NodeJS.ProcessEnv },
): Promise<void> {
    const run = execa(program, args, {
        cwd: options.cwd,
        env: options.environment,
        extendEnv: false,
        stdio: "inherit",
        reject: false,
    });
    const stop = () => {
        const { signal } = interruption.reason as InterruptedError;
        // The terminal gives Ctrl-C to the command as well; twice means "at once" to many.
        if (signal !== "SIGINT") {
            run.kill(signal);
        }
    };
    interruption.addEventListener("abort", stop);
    const result = await run;
    interruption.removeEventListener("abort", stop);
    if (result.exitCode === undefined && !result.signal) {
        console.error(result.shortMessage);
    }
    process.exitCode = result.exitCode ?? 1;
}
