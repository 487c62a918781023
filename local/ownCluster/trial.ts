import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import { FileBackend } from "../fileBackend";

/** What `npm start -- --context NAME` makes on a cluster that somebody has already. */
export interface Trial {
    context: string;
    /** The cluster that the context named then. */
    clusterId: string;
    namespace: string;
    /** Stands in the namespace as well: only the one that has it was made here. */
    id: string;
}

/** The stack of every trial. */
export const trialStack = "trial";
export const defaultNamespace = "queue-workloads";

const trialsDir = join(
    process.env.XDG_STATE_HOME ?? join(homedir(), ".local", "state"),
    "queue-workloads",
);

/** Where this machine keeps what it knows of a trial: the record, the stack's state and its configuration. */
export function trialFolder(context: string): string {
    const checksum = createHash("sha256").update(context).digest("hex").slice(0, 8);
    return join(trialsDir, `${context.replace(/[^\w.-]/g, "_")}-${checksum}`);
}

export function trialBackend(context: string): FileBackend {
    return new FileBackend(join(trialFolder(context), "pulumi-state"));
}

export function readTrial(context: string): Trial | undefined {
    const file = recordFile(context);
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Trial) : undefined;
}

/** Only its owner may read it: the stack's state holds what gives access to the broker. */
export function writeTrial(trial: Trial): void {
    mkdirSync(trialFolder(trial.context), { recursive: true, mode: 0o700 });
    writeFileSync(recordFile(trial.context), `${JSON.stringify(trial, undefined, 4)}\n`);
}

export function forgetTrial({ context }: Trial): void {
    rmSync(trialFolder(context), { recursive: true, force: true });
}

function recordFile(context: string): string {
    return join(trialFolder(context), "trial.json");
}
