import { readFileSync } from "node:fs";

/** The letter that /proc gives for the state of a process (`Z` for a zombie); undefined when it is gone. */
export function processState(pid: number): string | undefined {
    const stat = readOrUndefined(`/proc/${pid}/stat`);
    return stat === undefined ? undefined : stateIn(stat);
}

/** The arguments that a process was started with; undefined when it is gone. */
export function processArguments(pid: number): string[] | undefined {
    return readOrUndefined(`/proc/${pid}/cmdline`)?.split("\0").slice(0, -1);
}

/** The state in the text of /proc/PID/stat, where the command in brackets may hold brackets and blanks. */
export function stateIn(stat: string): string | undefined {
    return /^.*\) (\S)/s.exec(stat)?.[1];
}

function readOrUndefined(path: string): string | undefined {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return undefined;
    }
}
