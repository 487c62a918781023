import {
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmdirSync,
    writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

import { kubeconfigPath, runDir, stateDir } from "../paths";
import { daemonAccess } from "./access";
import { applyObjects } from "./apiClient";
import { ensureCertificates } from "./certificates";
import { type ClusterNode, firstNode, grownTo, possibleNodes, rememberNodes } from "./clusterNode";
import {
    createControlGroup,
    killAll,
    memoryInUse,
    nodeProcesses,
    removeControlGroup,
} from "./controlGroup";
import type { Daemon } from "./daemon";
import { ensureDaemon, isRunning } from "./daemonRunner";
import {
    type ControlPlane,
    controlPlaneOf,
    daemonsOf,
    enforcementOf,
    nodeDaemonsOf,
} from "./daemons";
import { rememberIpFamilies } from "./ipFamilies";
import { hostKubeconfig } from "./kubeconfig";
import { removeFolders } from "./mounts";
import {
    createNamespaces,
    namespacesExist,
    removeMountPoints,
    removeNamespaces,
} from "./namespaces";
import { waitForNode } from "./node";
import { nodePaths } from "./nodePaths";
import { ensurePauseImage } from "./pauseImage";
import { waitForTruePodStates } from "./pods";
import { refuseTakenPort } from "./portHolder";
import { removeNodes } from "./removedNodes";
import { storageClass } from "./storage";
import type { ClusterTools } from "./tools";

type Report = (line: string) => void;

/**
 * Brings the cluster up from whatever state it is in; returns at once when all of it works. Without a number it has the
 * nodes that it had, at first one.
 */
export async function clusterUp(
    tools: ClusterTools,
    report: Report,
    count?: number,
): Promise<void> {
    const started = new Date();
    const nodes = grownTo(count ?? 1);
    await prepare(nodes, report);
    const daemons = controlPlaneOf(tools);
    const wasRunning = (some: Daemon[]) => some.every(isRunning);
    const all = daemonsOf(tools, nodes);
    const nothingToStart = wasRunning(all);
    if (!isRunning(daemons.apiPort)) {
        await refuseTakenPort();
    }
    const ensure = (daemon: Daemon) => ensureDaemon(daemon, report);
    const joining = nodes.map((node) => ({ node, ...nodeDaemonsOf(tools, node) }));
    const since = joining.map(({ containerd, kubelet }) =>
        wasRunning([containerd, kubelet]) ? new Date(0) : started,
    );
    await Promise.all([
        controlPlane(daemons, ensure, nothingToStart),
        ...joining.map(({ node, containerd }) =>
            ensure(containerd).then(() => ensurePauseImage(tools.pause, node)),
        ),
    ]);
    const workers = joining.flatMap(({ kubelet, kubeProxy }) => [kubelet, kubeProxy]);
    await Promise.all([...workers, ...controllers(daemons)].map(ensure));
    await Promise.all(nodes.map((node, index) => waitForNode(node, since[index]!)));
    await Promise.all(nodes.flatMap((node) => enforcementOf(tools, node)).map(ensure));
    if (!nothingToStart) {
        await waitForTruePodStates(nodes);
    }
    if (count !== undefined) {
        await removeNodes(nodes.slice(count), report);
    }
}

async function prepare(nodes: ClusterNode[], report: Report): Promise<void> {
    rememberIpFamilies();
    createControlGroup(firstNode);
    if (!namespacesExist(firstNode)) {
        await killAll(nodeProcesses);
        // The wires of the others have gone with it.
        await Promise.all(possibleNodes.map(removeNamespaces));
        report("making the network namespace");
        await createNamespaces(firstNode);
    }
    await ensureCertificates(nodes);
    rememberNodes(nodes);
    for (const node of nodes.filter((one) => one.number !== firstNode.number)) {
        await prepareJoining(node, report);
    }
    writeKubeconfig();
}

async function prepareJoining(node: ClusterNode, report: Report): Promise<void> {
    createControlGroup(node);
    if (!namespacesExist(node)) {
        await killAll(() => nodeProcesses(node));
        report(`making the network namespace of ${node.name}`);
        await createNamespaces(node);
    }
}

async function controlPlane(
    daemons: ControlPlane,
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

function controllers(daemons: ControlPlane): Daemon[] {
    const { controllerManager, scheduler, coreDns, localProvisioner } = daemons;
    return [controllerManager, scheduler, coreDns, localProvisioner];
}

function writeKubeconfig(): void {
    const text = hostKubeconfig();
    if (existsSync(kubeconfigPath) && readFileSync(kubeconfigPath, "utf8") === text) {
        return;
    }
    mkdirSync(dirname(kubeconfigPath), { recursive: true });
    writeFileSync(kubeconfigPath, text, { mode: 0o600 });
}

/** Removes the cluster and all that it left, whatever state it is in. */
export async function clusterDown(report: Report): Promise<void> {
    const processes = nodeProcesses();
    if (processes.length > 0) {
        report(`ending ${processes.length} processes`);
    }
    await killAll(nodeProcesses);
    await removeControlGroup(firstNode);
    await Promise.all(possibleNodes.map(removeNamespaces));
    removeMountPoints();
    const owned = [
        ...[runDir, kubeconfigPath, ...Object.values(nodePaths)],
        ...possibleNodes.flatMap(({ paths }) => Object.values(paths)),
    ];
    report("removing the nodes' files");
    await removeFolders(owned);
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
    /** Of the nodes' processes and all containers, page cache left out. */
    memoryBytes: number;
}

export function clusterStatus(tools: ClusterTools): ClusterStatus {
    const states = daemonsOf(tools).map(
        (one) => [one.name, isRunning(one) ? "running" : "stopped"] as const,
    );
    return {
        running: states.every(([, state]) => state === "running"),
        daemons: Object.fromEntries(states),
        memoryBytes: memoryInUse(),
    };
}
