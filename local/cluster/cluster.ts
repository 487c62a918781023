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
import { applyObjects } from "./apiClient";
import { ensureCertificates } from "./certificates";
import type { Component } from "./component";
import { ensureComponent, isRunning } from "./componentRunner";
import { type Components, componentsOf } from "./components";
import {
    createControlGroup,
    killAll,
    memoryInUse,
    nodeProcesses,
    removeControlGroup,
} from "./controlGroup";
import { coreDnsAccess } from "./coreDnsAccess";
import { hostKubeconfig } from "./kubeconfig";
import { mountsBelow } from "./mounts";
import { createNamespaces, namespacesExist, removeNamespaces } from "./namespaces";
import { waitForNode } from "./node";
import { nodePaths } from "./nodePaths";
import { ensurePauseImage } from "./pauseImage";
import { waitForTruePodStates } from "./pods";
import { refuseTakenPort } from "./portHolder";
import { ensureVolumes, wipeReleasedVolumes } from "./storage";

/** The paths of the programs that are built here. */
export interface ClusterTools {
    kubernetes: string;
    coredns: string;
    pause: string;
}

type Report = (line: string) => void;

/** Brings the node up from whatever state it is in; returns at once when all of it works. */
export async function clusterUp(tools: ClusterTools, report: Report): Promise<void> {
    const started = new Date();
    await prepareNode(report);
    const components = componentsOf(tools);
    const wasRunning = Object.values(components).every(isRunning);
    if (!isRunning(components.apiPort)) {
        await refuseTakenPort();
    }
    const ensure = (component: Component) => ensureComponent(component, report);
    await Promise.all([
        controlPlane(components, ensure, wasRunning),
        ensure(components.containerd).then(() => ensurePauseImage(tools.pause)),
    ]);
    await Promise.all(workers(components).map(ensure));
    await waitForNode(wasRunning ? new Date(0) : started);
    if (!wasRunning) {
        await waitForTruePodStates();
    }
    const wiped = await wipeReleasedVolumes();
    if (wiped.length > 0) {
        report(`released volumes wiped and offered again: ${wiped.join(", ")}`);
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
    components: Components,
    ensure: (component: Component) => Promise<void>,
    wasRunning: boolean,
): Promise<void> {
    await ensure(components.etcd);
    await ensure(components.apiServer);
    await ensure(components.apiSocket);
    await ensure(components.apiPort);
    if (wasRunning) {
        return;
    }
    await Promise.all([applyObjects(coreDnsAccess()), ensureVolumes()]);
}

function workers(components: Components): Component[] {
    const { controllerManager, scheduler, kubelet, kubeProxy, coreDns } = components;
    return [kubelet, controllerManager, scheduler, kubeProxy, coreDns];
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
    /** True when every component's process is there. */
    running: boolean;
    /** By component. */
    components: { [key: string]: "running" | "stopped" };
    /** Of the node's processes and all containers, page cache left out. */
    memoryBytes: number;
}

export function clusterStatus(tools: ClusterTools): ClusterStatus {
    const states = Object.values(componentsOf(tools)).map(
        (one) => [one.name, isRunning(one) ? "running" : "stopped"] as const,
    );
    return {
        running: states.every(([, state]) => state === "running"),
        components: Object.fromEntries(states),
        memoryBytes: memoryInUse(),
    };
}
