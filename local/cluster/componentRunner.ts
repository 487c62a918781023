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

import type { Component } from "./component";
import { ComponentFailure, logFile } from "./componentFailure";
import { componentGroupDir, componentProcesses, killAll } from "./controlGroup";
import { systemPath } from "./debianPackages";
import { inNamespace } from "./namespaces";
import { processArguments } from "./processState";

const startTimeoutMs = 90_000;
const recoveryTimeoutMs = 10_000;

/** Makes sure that a component runs as configured and does its work, whatever state it is in. */
export async function ensureComponent(
    component: Component,
    report: (line: string) => void,
): Promise<void> {
    const changed = writeFiles(component.files?.() ?? {});
    if (isRunning(component) && !changed) {
        if ((await waitForHealth(component, recoveryTimeoutMs)) === undefined) {
            return;
        }
        report(`${component.name} runs but does not answer: starting it again`);
    }
    await stopComponent(component);
    start(component);
    const fault = await waitForHealth(component, startTimeoutMs);
    if (fault !== undefined) {
        throw new ComponentFailure(component.name, fault);
    }
    report(`${component.name} is up`);
}

/** Whether a process runs with exactly the component's command line. */
export function isRunning(component: Component): boolean {
    const wanted = [component.command, ...component.args].join("\0");
    return componentProcesses(component.name).some(
        (pid) => processArguments(pid)?.join("\0") === wanted,
    );
}

export async function stopComponent(component: Component): Promise<void> {
    await killAll(() => ownProcesses(component));
    if (component.socket !== undefined) {
        rmSync(component.socket, { force: true });
    }
}

/** containerd's group also holds what must outlive it: the shims, which carry the containers. */
function ownProcesses(component: Component): number[] {
    const carriers = ["containerd-shim-runc-v2", "runc"];
    return componentProcesses(component.name).filter(
        (pid) => !carriers.includes(basename(processArguments(pid)?.[0] ?? "")),
    );
}

function start(component: Component): void {
    const { name, command, args } = component;
    const [program, programArgs] =
        component.runsIn === "node" ? inNamespace(command, args) : [command, args];
    mkdirSync(dirname(logFile(name)), { recursive: true });
    if (existsSync(logFile(name))) {
        renameSync(logFile(name), `${logFile(name)}.1`);
    }
    const log = openSync(logFile(name), "a", 0o600);
    const group = join(componentGroupDir(name), "cgroup.procs");
    const enter = 'echo $$ > "$0" && exec "$@"';
    spawn("/bin/sh", ["-c", enter, group, program, ...programArgs], {
        detached: true,
        cwd: "/",
        env: { PATH: systemPath, HOME: "/nonexistent", ...component.env },
        stdio: ["ignore", log, log],
    }).unref();
    closeSync(log);
}

async function waitForHealth(component: Component, timeoutMs: number): Promise<string | undefined> {
    const started = Date.now();
    for (;;) {
        const running = isRunning(component);
        const fault = running ? await component.findFault() : "it ended by itself";
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
