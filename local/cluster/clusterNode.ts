import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { clusterId, clusterName, runDir, stateDir } from "../paths";
import { ownNetworks } from "./addresses";
import { nodePaths } from "./nodePaths";

/** A node of the cluster. The first one has the control plane too, and leads to the others. */
export interface ClusterNode {
    number: number;
    name: string;
    /** What its names end with on the machine. */
    suffix: string;
    /** One of each family that the cluster has. */
    addresses: string[];
    /** The networks of its pods, one of each family. */
    pods: string[];
    /** Holds every process of the node and of its pods. */
    controlGroup: string;
    paths: { config: string; containerd: string; kubelet: string; podLogs: string };
    containerd: { socket: string; state: string };
    /** A mount point of its own, because a mount namespace can only be pinned to a private mount. */
    namespacesDir: string;
}

/** More of them would be no different. */
export const maxNodes = 5;

const numbersFile = join(nodePaths.config, "nodes.json");

export function clusterNode(number: number, networks = ownNetworks): ClusterNode {
    const suffix = number === 1 ? "" : `-${number}`;
    const folder = (name: string) => join(stateDir, `${name}${suffix}`);
    return {
        number,
        name: `${clusterName}${suffix}`,
        suffix,
        addresses: networks.map(({ node }) => node(number)),
        pods: networks.map(({ pods }) => pods(number)),
        controlGroup: number === 1 ? `/${clusterId}` : `/${clusterId}/nodes/${number}`,
        paths: {
            config: folder("node"),
            containerd: folder("containerd"),
            kubelet: folder("kubelet"),
            podLogs: folder("pod-logs"),
        },
        containerd: {
            socket: join(runDir, `containerd${suffix}.sock`),
            state: join(runDir, `c${suffix}`),
        },
        namespacesDir: join(runDir, `ns${suffix}`),
    };
}

export const firstNode = clusterNode(1);

/** Every node that there can be. */
export const possibleNodes = Array.from({ length: maxNodes }, (_, index) => clusterNode(index + 1));

/** The nodes that the cluster has, whether they run or not. */
export function clusterNodes(): ClusterNode[] {
    const numbers = existsSync(numbersFile)
        ? (JSON.parse(readFileSync(numbersFile, "utf8")) as number[])
        : [firstNode.number];
    return numbers.map((number) => clusterNode(number));
}

export function rememberNodes(nodes: ClusterNode[]): void {
    mkdirSync(nodePaths.config, { recursive: true });
    writeFileSync(numbersFile, JSON.stringify(nodes.map(({ number }) => number)));
}

/** The nodes that make the cluster `count` large: those that it has, and the first free numbers. */
export function grownTo(count: number, nodes = clusterNodes()): ClusterNode[] {
    const has = ({ number }: ClusterNode) => nodes.some((one) => one.number === number);
    const free = possibleNodes.filter((node) => !has(node));
    return [...nodes, ...free.slice(0, Math.max(count - nodes.length, 0))];
}
