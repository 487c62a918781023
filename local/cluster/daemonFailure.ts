import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { nodePaths } from "./nodePaths";

/** Thrown when a daemon does not come up: names it and shows the end of its log. */
export class DaemonFailure extends Error {
    constructor(daemon: string, fault: string) {
        const log = logFile(daemon);
        const lines = lastLines(existsSync(log) ? readFileSync(log, "utf8") : "", 12);
        super(
            [
                `${daemon} of the local cluster does not work: ${fault}`,
                lines.length > 0 ? `The last lines of ${log}:` : `${log} is empty`,
                ...lines.map((line) => `    ${line}`),
            ].join("\n"),
        );
        this.name = "DaemonFailure";
    }
}

export function logFile(daemon: string): string {
    return join(nodePaths.logs, `${daemon}.log`);
}

/** The last `count` lines that are not empty, each cut to a readable length. */
export function lastLines(log: string, count: number): string[] {
    return log
        .split("\n")
        .filter((line) => line.trim() !== "")
        .slice(-count)
        .map((line) => (line.length > 300 ? `${line.slice(0, 300)}...` : line));
}
