import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { nodePaths } from "./nodePaths";

/** Thrown when a component does not come up: names it and shows the end of its log. */
export class ComponentFailure extends Error {
    constructor(component: string, fault: string) {
        const log = logFile(component);
        const lines = lastLines(existsSync(log) ? readFileSync(log, "utf8") : "", 12);
        super(
            [
                `${component} of the local cluster does not work: ${fault}`,
                lines.length > 0 ? `The last lines of ${log}:` : `${log} is empty`,
                ...lines.map((line) => `    ${line}`),
            ].join("\n"),
        );
        this.name = "ComponentFailure";
    }
}

export function logFile(component: string): string {
    return join(nodePaths.logs, `${component}.log`);
}

/** The last `count` lines that are not empty, each cut to a readable length. */
export function lastLines(log: string, count: number): string[] {
    return log
        .split("\n")
        .filter((line) => line.trim() !== "")
        .slice(-count)
        .map((line) => (line.length > 300 ? `${line.slice(0, 300)}...` : line));
}
