import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { pulumiStateDir } from "./environment";
import { interruption } from "./interruption";
import type { PulumiOptions } from "./pulumi";
import { pulumi } from "./pulumi";

const project = "queue-workloads";
const lockTimeoutSeconds = 30;
const records = join(pulumiStateDir, ".pulumi");

/** What a file of the local backend says, as far as it matters here. */
interface StackState {
    checkpoint?: { latest?: { pending_operations?: PendingOperation[] } };
}

/** Something that Pulumi had begun and not yet written down as done. */
export interface PendingOperation {
    type: string;
    resource: { type: string; inputs?: { metadata?: { name?: string; namespace?: string } } };
}

export function stackExists(stack: string): boolean {
    return existsSync(stateFile(stack));
}

export function pendingOperations(stack: string): PendingOperation[] {
    const state = JSON.parse(readFileSync(stateFile(stack), "utf8")) as StackState;
    return state.checkpoint?.latest?.pending_operations ?? [];
}

function stateFile(stack: string): string {
    return join(records, "stacks", project, `${stack}.json`);
}

/** Pulumi wants the folder of its backend to be there. */
export function ensureBackend(): void {
    mkdirSync(pulumiStateDir, { recursive: true });
}

/** Makes those stacks that the local backend does not have yet. */
export async function ensureStacks(stacks: string[], options: PulumiOptions): Promise<void> {
    ensureBackend();
    for (const stack of stacks.filter((one) => !stackExists(one))) {
        await pulumi(["stack", "init", stack, "--no-select"], options);
    }
}

/** Selects a stack where none was ever selected. */
export async function ensureSelection(stack: string, options: PulumiOptions): Promise<void> {
    const folder = join(options.environment.PULUMI_HOME ?? "", "workspaces");
    const workspaces = existsSync(folder) ? readdirSync(folder) : [];
    if (workspaces.some((file) => file.startsWith(`${project}-`))) {
        return;
    }
    await pulumi(["stack", "select", stack], options);
}

/** Cancels the lock of a Pulumi that was killed. One that still runs may be about to end, so it gets some time. */
export async function breakLeftoverLock(stack: string, options: PulumiOptions): Promise<void> {
    const holder = await holderAfterWaiting(stack, options);
    if (holder !== undefined) {
        throw new Error(
            `another pulumi is updating stack ${stack} (process ${holder}): wait until it ends`,
        );
    }
    if (locksOf(stack).length === 0) {
        return;
    }
    options.report(`cancelling the lock that a killed Pulumi left on stack ${stack}`);
    await pulumi(["cancel", "--yes", "--stack", stack], options);
}

async function holderAfterWaiting(
    stack: string,
    { report }: PulumiOptions,
): Promise<number | undefined> {
    for (let second = 0; ; second++) {
        const holder = lockHolder(stack);
        if (holder === undefined || second === lockTimeoutSeconds) {
            return holder;
        }
        if (second === 0) {
            report(`waiting until another Pulumi (process ${holder}) ends`);
        }
        await delay(1_000, undefined, { signal: interruption });
    }
}

/** The running process that holds the lock of a stack. */
export function lockHolder(stack: string): number | undefined {
    return locksOf(stack)
        .map(({ pid }) => pid)
        .find(isPulumi);
}

/** A process id can have been given to another program meanwhile. */
function isPulumi(pid: number): boolean {
    const name = `/proc/${pid}/comm`;
    return existsSync(name) && readFileSync(name, "utf8").trim() === "pulumi";
}

function locksOf(stack: string): { pid: number }[] {
    const folder = join(records, "locks", "organization", project, stack);
    if (!existsSync(folder)) {
        return [];
    }
    const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
    return files.map((file) => parseLock(readFileSync(join(folder, file), "utf8")));
}

/** A lock file that was cut short belongs to no running process. */
function parseLock(text: string): { pid: number } {
    try {
        return JSON.parse(text) as { pid: number };
    } catch {
        return { pid: 0 };
    }
}
