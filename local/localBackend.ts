import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { pulumiStateDir } from "./environment";
import type { PulumiOptions } from "./pulumi";
import { pulumi } from "./pulumi";

const project = "queue-workloads";
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

/** Makes those stacks that the local backend does not have yet. */
export async function ensureStacks(stacks: string[], options: PulumiOptions): Promise<void> {
    mkdirSync(pulumiStateDir, { recursive: true });
    for (const stack of stacks.filter((one) => !stackExists(one))) {
        await pulumi(["stack", "init", stack, "--no-select"], options);
    }
}

/** Selects a stack where none was ever selected. */
export async function ensureSelection(stack: string, options: PulumiOptions): Promise<void> {
    const folder = join(options.environment.PULUMI_HOME ?? "", "workspaces");
    const workspaces = existsSync(folder) ? readdirSync(folder) : [];
    if (workspaces.some((file) => file.startsWith(`${project}-`))) return;
    await pulumi(["stack", "select", stack], options);
}

/** A lock that a killed Pulumi left behind is cancelled; one of a process that lives is respected. */
export async function breakLeftoverLock(stack: string, options: PulumiOptions): Promise<void> {
    const locks = locksOf(stack);
    if (locks.length === 0) return;
    const holder = locks.find(({ pid }) => existsSync(`/proc/${pid}`));
    if (holder !== undefined) {
        throw new Error(
            `pulumi is at work on stack ${stack} already (process ${holder.pid}): wait until it ends`,
        );
    }
    options.report(`cancelling the lock that a killed Pulumi left on stack ${stack}`);
    await pulumi(["cancel", "--yes", "--stack", stack], options);
}

function locksOf(stack: string): { pid: number }[] {
    const folder = join(records, "locks", "organization", project, stack);
    if (!existsSync(folder)) return [];
    return readdirSync(folder).map((file) => parseLock(readFileSync(join(folder, file), "utf8")));
}

/** A lock file that was cut short belongs to nobody who lives. */
function parseLock(text: string): { pid: number } {
    try {
        return JSON.parse(text) as { pid: number };
    } catch {
        return { pid: 0 };
    }
}
