import { readdirSync, readFileSync } from "node:fs";

import type { Pod } from "./kubernetes";

/** The processes of a pod that run a program, by their ids on this machine. */
export function processesOf(pod: Pod, program: string): number[] {
    return readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .filter((pid) => {
            const group = read(`/proc/${pid}/cgroup`);
            return group.includes(pod.metadata.uid) && read(`/proc/${pid}/comm`).trim() === program;
        })
        .map(Number);
}

/** Ends a pod's program as the kernel does when memory runs out: without a word. */
export function killProgram(pod: Pod, program: string): void {
    const found = processesOf(pod, program);
    if (found.length === 0) {
        throw new Error(`no ${program} runs in ${pod.metadata.name}`);
    }
    found.forEach((pid) => process.kill(pid, "SIGKILL"));
}

/** Empty when the process has ended in the meantime. */
function read(path: string): string {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return "";
    }
}
