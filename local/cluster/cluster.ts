import {
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmdirSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

import { execa } from "execa";

import { kubeconfigPath, runDir, stateDir } from "../paths";
import { daemonAccess } from "./access";
import { applyObjects } from "./apiClient";
import { ensureCertificates } from "./certificates";
import {
    createControlGroup,
    killAll,
    memoryInUse,
    nodeProcesses,
    removeControlGroup,
} from "./controlGroup";
import type { Daemon } from "./daemon";
import { ensureDaemon, isRunning } from "./daemonRunner";
import { type Daemons, daemonsOf } from "./daemons";
import { hostKubeconfig } from "./kubeconfig";
import { mountsBelow } from "./mounts";
import { createNamespaces, namespacesExist, removeNamespaces } from "./namespaces";
import { waitForNode } from "./node";
import { nodePaths } from "./nodePaths";
import { ensurePauseImage } from "./pauseImage";
import { waitForTruePodStates } from "./pods";
import { refuseTakenPort } from "./portHolder";
import { storageClass } from "./storage";
import type { ClusterTools } from "./tools";

type Report = (line: string) => void;

/** Brings the node up from whatever state it is in; returns at once when all of it works. */
export async function clusterUp(tools: ClusterTools, report: Report): Promise<void> {
    const started = new Date();
    await prepareNode(report);
    const daemons = daemonsOf(tools);
    const wasRunning = Object.values(daemons).every(isRunning);
    if (!isRunning(daemons.apiPort)) {
        await refuseTakenPort();
    }
    const ensure = (daemon: Daemon) => ensureDaemon(daemon, report);
    await Promise.all([
        controlPlane(daemons, ensure, wasRunning),
        ensure(daemons.containerd).then(() => ensurePauseImage(tools.pause)),
    ]);
    await Promise.all(workers(daemons).map(ensure));
    await waitForNode(wasRunning ? new Date(0) : started);
    if (!wasRunning) {
        await waitForTruePodStates();
    }
}

async function prepareNode(report: Report): Promise<void> {
    createControlGroup();
    if (!namespacesExist()) {
        await killAll(nodeProcesses);
        report("making the network namespace");
        await createNamespaces();
    }
    await ensureCertificates();
    writeKubeconfig();
}

async function controlPlane(
    daemons: Daemons,
    ensure: (daemon: Daemon) => Promise<void>,
    wasRunning: boolean,
): Promise<void> {
    await ensure(daemons.etcd);
    await ensure(daemons.apiServer);
    await ensure(daemons.apiSocket);
    await ensure(daemons.apiPort);
    if (wasRunning) {
        return;
    }
    await applyObjects([...daemonAccess(), storageClass()]);
}

function workers(daemons: Daemons): Daemon[] {
    const { controllerManager, scheduler, kubelet, kubeProxy, coreDns, localProvisioner } = daemons;
    return [kubelet, controllerManager, scheduler, kubeProxy, coreDns, localProvisioner];
}

function writeKubeconfig(): void {
    const text = hostKubeconfig();
    if (existsSync(kubeconfigPath) && readFileSync(kubeconfigPath, "utf8") === text) {
        return;
    }
    mkdirSync(dirname(kubeconfigPath), { recursive: true });
    writeFileSync(kubeconfigPath, text, { mode: 0o600 });
}

/** Removes the node and all that it left, whatever state it is in. */
export async function clusterDown(report: Report): Promise<void> {
    const processes = nodeProcesses();
    if (processes.length > 0) {
        report(`ending ${processes.length} processes`);
    }
    await killAll(nodeProcesses);
    await removeControlGroup();
    await removeNamespaces();
    const owned = [runDir, kubeconfigPath, ...Object.values(nodePaths)];
    for (const mount of owned.flatMap(mountsBelow).reverse()) {
        await execa("umount", ["--lazy", mount]);
    }
    report("removing the node's files");
    for (const path of owned) {
        rmSync(path, { recursive: true, force: true });
    }
    removeWhenEmpty(stateDir);
}

function removeWhenEmpty(dir: string): void {
    if (existsSync(dir) && readdirSync(dir).length === 0) {
        rmdirSync(dir);
    }
}

export interface ClusterStatus {
    /** True when every daemon's process is there. */
    running: boolean;
    /** By daemon. */
    daemons: { [key: string]: "running" | "stopped" };
    /** Of the node's processes and all containers, page cache left out. */
    memoryBytes: number;
}

export function clusterStatus(tools: ClusterTools): ClusterStatus {
    const states = Object.values(daemonsOf(tools)).map(
        (one) => [one.name, isRunning(one) ? "running" : "stopped"] as const,
    );
    return {
        running: states.every(([, state]) => state === "running"),
        daemons: Object.fromEntries(states),
        memoryBytes: memoryInUse(),
    };
}
