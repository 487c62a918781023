import {
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmdirSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { type ClusterNode, firstNode } from "./clusterNode";
import { processState } from "./processState";

/**
 * The control group that holds every process of the cluster and of its pods: the first node's, which the groups of the
 * others are in. A process belongs to the project exactly when it is in there: whatever was killed or whichever process
 * ids were used again in between.
 */
const { controlGroup } = firstNode;

const mount = "/sys/fs/cgroup";
const unified = existsSync(join(mount, "cgroup.controllers"));
/** One hierarchy is enough to find processes; `memory` also counts what they use. */
const trackingRoot = unified ? mount : join(mount, "memory");

/** The folders of a group, one in each hierarchy of cgroup v1, a single one in v2. */
function groupDirs(group: string): string[] {
    if (unified) {
        return [join(mount, group)];
    }
    return readdirSync(mount)
        .filter((hierarchy) => existsSync(join(mount, hierarchy, "cgroup.procs")))
        .map((hierarchy) => join(mount, hierarchy, group));
}

/** Makes a node's group in every hierarchy: the kubelet refuses a root that is missing in one. */
export function createControlGroup(node: ClusterNode): void {
    if (unified) {
        delegateControllers(mount);
    }
    for (const group of withParents(node.controlGroup)) {
        for (const dir of groupDirs(group)) {
            mkdirSync(dir, { recursive: true });
            if (dir.startsWith(join(mount, "cpuset/"))) {
                inheritCpuset(dir);
            }
        }
        if (unified) {
            delegateControllers(join(mount, group));
        }
    }
}

/** `/a/b` is in `/a`, which comes first. */
function withParents(group: string): string[] {
    const parent = dirname(group);
    return parent === "/" ? [group] : [...withParents(parent), group];
}

/** A new cpuset of cgroup v1 is empty, and an empty one takes no process. */
function inheritCpuset(dir: string): void {
    for (const file of ["cpuset.cpus", "cpuset.mems"]) {
        if (readFileSync(join(dir, file), "utf8").trim() !== "") {
            continue;
        }
        writeFileSync(join(dir, file), readFileSync(join(dir, "..", file), "utf8").trim());
    }
}

function delegateControllers(dir: string): void {
    const available = readFileSync(join(dir, "cgroup.controllers"), "utf8").trim().split(/\s+/);
    for (const controller of available.filter(Boolean)) {
        try {
            writeFileSync(join(dir, "cgroup.subtree_control"), `+${controller}`);
        } catch {
            // Some controllers cannot be handed down everywhere; the kubelet names those that it misses.
        }
    }
}

/** The folder that a daemon's process enters by writing its id to `cgroup.procs`. */
export function daemonGroupDir(group: string, daemon: string): string {
    const dir = trackedDir(group, "node", daemon);
    mkdirSync(dir, { recursive: true });
    return dir;
}

/** The live processes of one daemon. */
export function daemonProcesses(group: string, daemon: string): number[] {
    return liveProcesses(trackedDir(group, "node", daemon));
}

/** Every live process of a node, its containers included; the first one's are those of the whole cluster. */
export function nodeProcesses(node = firstNode): number[] {
    return withDescendants(trackedDir(node.controlGroup)).flatMap(liveProcesses);
}

function trackedDir(...path: string[]): string {
    return join(trackingRoot, ...path);
}

/** Kills processes, and those that they start meanwhile, until none is left. */
export async function killAll(list: () => number[], timeoutMs = 20_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (let left = list(); left.length > 0; left = list()) {
        if (Date.now() > deadline) {
            throw new Error(`processes ${left.join(", ")} do not end although they were killed`);
        }
        for (const pid of left) {
            kill(pid);
        }
        await sleep(20);
    }
}

function kill(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
            throw error;
        }
    }
}

/** Removes a node's group, which must be empty of processes, and with the first one's those of all others. */
export async function removeControlGroup({ controlGroup: group }: ClusterNode): Promise<void> {
    const deadline = Date.now() + 10_000;
    for (const dir of groupDirs(group).flatMap(withDescendants).reverse()) {
        while (existsSync(dir)) {
            try {
                rmdirSync(dir);
            } catch (error) {
                if ((error as NodeJS.ErrnoException).code === "ENOENT") {
                    break;
                }
                // The kernel still counts a process that has just ended.
                if (Date.now() > deadline) {
                    throw error;
                }
                await sleep(20);
            }
        }
    }
}

/** Bytes that the node's processes and containers hold themselves, page cache left out. */
export function memoryInUse(): number {
    const file = trackedDir(controlGroup, "memory.stat");
    if (!existsSync(file)) {
        return 0;
    }
    const stat = readFileSync(file, "utf8");
    return Number(/^(?:total_rss|anon) (\d+)$/m.exec(stat)?.[1] ?? 0);
}

function liveProcesses(dir: string): number[] {
    const file = join(dir, "cgroup.procs");
    if (!existsSync(file)) {
        return [];
    }
    return readFileSync(file, "utf8")
        .split("\n")
        .map(Number)
        .filter((pid) => pid > 0 && !["Z", "X", undefined].includes(processState(pid)));
}

/** Parents before children. */
function withDescendants(dir: string): string[] {
    if (!existsSync(dir)) {
        return [];
    }
    const children = readdirSync(dir, { withFileTypes: true }).filter((one) => one.isDirectory());
    return [dir, ...children.flatMap((child) => withDescendants(join(dir, child.name)))];
}
