import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { interruption } from "./interruption";
import type { PulumiOptions } from "./pulumi";
import { pulumi } from "./pulumi";

export const project = "queue-workloads";
const lockTimeoutSeconds = 30;

/** What the file of a stack says, as far as it matters here. */
interface StackState {
    checkpoint?: { latest?: { pending_operations?: PendingOperation[] } };
}

/** Something that Pulumi had begun and not yet written down as done. */
export interface PendingOperation {
    type: string;
    resource: { type: string; inputs?: { metadata?: { name?: string; namespace?: string } } };
}

/** A folder in which the Pulumi CLI keeps the state of stacks. */
export class FileBackend {
    constructor(private readonly folder: string) {}

    get url(): string {
        return `file://${this.folder}`;
    }

    /** Pulumi wants the folder of its backend to be there. */
    ensure(): void {
        mkdirSync(this.folder, { recursive: true });
    }

    stackExists(stack: string): boolean {
        return existsSync(this.stateFile(stack));
    }

    pendingOperations(stack: string): PendingOperation[] {
        const state = JSON.parse(readFileSync(this.stateFile(stack), "utf8")) as StackState;
        return state.checkpoint?.latest?.pending_operations ?? [];
    }

    /** Makes those stacks that are not there yet. */
    async ensureStacks(stacks: string[], options: PulumiOptions): Promise<void> {
        this.ensure();
        for (const stack of stacks.filter((one) => !this.stackExists(one))) {
            await pulumi(["stack", "init", stack, "--no-select"], options);
        }
    }

    /** Cancels the lock of a Pulumi that was killed. One that still runs may be about to end, so it gets some time. */
    async breakLeftoverLock(stack: string, options: PulumiOptions): Promise<void> {
        const holder = await this.holderAfterWaiting(stack, options);
        if (holder !== undefined) {
            throw new Error(
                `another pulumi is updating stack ${stack} (process ${holder}): wait until it ends`,
            );
        }
        if (this.locksOf(stack).length === 0) {
            return;
        }
        options.report(`cancelling the lock that a killed Pulumi left on stack ${stack}`);
        await pulumi(["cancel", "--yes", "--stack", stack], options);
    }

    /** The running process that holds the lock of a stack. */
    lockHolder(stack: string): number | undefined {
        return this.locksOf(stack)
            .map(({ pid }) => pid)
            .find(isPulumi);
    }

    private async holderAfterWaiting(
        stack: string,
        { report }: PulumiOptions,
    ): Promise<number | undefined> {
        for (let second = 0; ; second++) {
            const holder = this.lockHolder(stack);
            if (holder === undefined || second === lockTimeoutSeconds) {
                return holder;
            }
            if (second === 0) {
                report(`waiting until another Pulumi (process ${holder}) ends`);
            }
            await delay(1_000, undefined, { signal: interruption });
        }
    }

    private stateFile(stack: string): string {
        return join(this.folder, ".pulumi", "stacks", project, `${stack}.json`);
    }

    private locksOf(stack: string): { pid: number }[] {
        const folder = join(this.folder, ".pulumi", "locks", "organization", project, stack);
        if (!existsSync(folder)) {
            return [];
        }
        const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
        return files.map((file) => parseLock(readFileSync(join(folder, file), "utf8")));
    }
}

/** A process id can have been given to another program meanwhile. */
function isPulumi(pid: number): boolean {
    if (process.platform === "linux") {
        const name = `/proc/${pid}/comm`;
        return existsSync(name) && readFileSync(name, "utf8").trim() === "pulumi";
    }
    const { stdout } = spawnSync("ps", ["-o", "comm=", "-p", `${pid}`], { encoding: "utf8" });
    return basename(stdout.trim()) === "pulumi";
}

/** A lock file that was cut short belongs to no running process. */
function parseLock(text: string): { pid: number } {
    try {
        return JSON.parse(text) as { pid: number };
    } catch {
        return { pid: 0 };
    }
}
