import { spawn } from "node:child_process";
import {
    closeSync,
    existsSync,
    mkdirSync,
    openSync,
    readFileSync,
    renameSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { firstNode } from "./clusterNode";
import { daemonGroupDir, daemonProcesses, killAll } from "./controlGroup";
import type { Daemon } from "./daemon";
import { DaemonFailure, logFile } from "./daemonFailure";
import { systemPath } from "./debianPackages";
import { inNamespace } from "./namespaces";
import { processArguments } from "./processState";

const startTimeoutMs = 90_000;
const recoveryTimeoutMs = 10_000;

/** Makes sure that a daemon runs as configured and does its work, whatever state it is in. */
export async function ensureDaemon(daemon: Daemon, report: (line: string) => void): Promise<void> {
    const changed = writeFiles(daemon.files?.() ?? {});
    if (isRunning(daemon) && !changed) {
        if ((await waitForHealth(daemon, recoveryTimeoutMs)) === undefined) {
            return;
        }
        report(`${daemon.name} runs but does not answer: starting it again`);
    }
    await stopDaemon(daemon);
    start(daemon);
    const fault = await waitForHealth(daemon, startTimeoutMs);
    if (fault !== undefined) {
        throw new DaemonFailure(daemon.name, fault);
    }
    report(`${daemon.name} is up`);
}

/** Whether a process runs with exactly the daemon's command line. */
export function isRunning(daemon: Daemon): boolean {
    const wanted = [daemon.command, ...daemon.args].join("\0");
    return daemonProcesses(groupOf(daemon), daemon.name).some(
        (pid) => processArguments(pid)?.join("\0") === wanted,
    );
}

export async function stopDaemon(daemon: Daemon): Promise<void> {
    await killAll(() => ownProcesses(daemon));
    if (daemon.socket !== undefined) {
        rmSync(daemon.socket, { force: true });
    }
}

/** The control group that its own is in. */
function groupOf({ runsIn }: Daemon): string {
    return (runsIn === "machine" ? firstNode : runsIn).controlGroup;
}

/** containerd's group also holds what must outlive it: the shims, which carry the containers. */
function ownProcesses(daemon: Daemon): number[] {
    const carriers = ["containerd-shim-runc-v2", "runc"];
    return daemonProcesses(groupOf(daemon), daemon.name).filter(
        (pid) => !carriers.includes(basename(processArguments(pid)?.[0] ?? "")),
    );
}

function start(daemon: Daemon): void {
    const { name, command, args } = daemon;
    const [program, programArgs] =
        daemon.runsIn === "machine" ? [command, args] : inNamespace(command, args, daemon.runsIn);
    mkdirSync(dirname(logFile(name)), { recursive: true });
    if (existsSync(logFile(name))) {
        renameSync(logFile(name), `${logFile(name)}.1`);
    }
    const log = openSync(logFile(name), "a", 0o600);
    const group = join(daemonGroupDir(groupOf(daemon), name), "cgroup.procs");
    const enter = 'echo $$ > "$0" && exec "$@"';
    spawn("/bin/sh", ["-c", enter, group, program, ...programArgs], {
        detached: true,
        cwd: "/",
        env: { PATH: systemPath, HOME: "/nonexistent", ...daemon.env },
        stdio: ["ignore", log, log],
    }).unref();
    closeSync(log);
}

async function waitForHealth(daemon: Daemon, timeoutMs: number): Promise<string | undefined> {
    const started = Date.now();
    for (;;) {
        const running = isRunning(daemon);
        const fault = running ? await daemon.findFault() : "it ended by itself";
        if (fault === undefined) {
            return undefined;
        }
        const elapsed = Date.now() - started;
        if (!running && elapsed > 1000) {
            return fault;
        }
        if (elapsed > timeoutMs) {
            return `${fault} (after ${Math.round(elapsed / 1000)} s)`;
        }
        await sleep(elapsed < 2000 ? 50 : 200);
    }
}

/** Returns whether anything differed from what was there. */
function writeFiles(files: { [key: string]: string }): boolean {
    const changed = Object.entries(files).filter(
        ([path, content]) => !existsSync(path) || readFileSync(path, "utf8") !== content,
    );
    for (const [path, content] of changed) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content, { mode: 0o600 });
    }
    return changed.length > 0;
}
