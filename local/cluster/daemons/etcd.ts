import { ports } from "../addresses";
import { firstNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { nodePaths } from "../nodePaths";
import { probe } from "../probe";

/** Listens on the loopback device of the node's namespace, which no pod can reach. */
export function etcd(): Daemon {
    const url = `http://127.0.0.1:${ports.etcd}`;
    return {
        name: "etcd",
        command: "etcd",
        args: [
            `--data-dir=${nodePaths.etcd}`,
            `--listen-client-urls=${url}`,
            `--advertise-client-urls=${url}`,
            "--listen-peer-urls=http://127.0.0.1:2380",
            // What it holds is as throwaway as the cluster.
            "--unsafe-no-fsync",
            "--snapshot-count=5000",
        ],
        runsIn: firstNode,
        env: goMemory(120),
        findFault: () => probe({ port: ports.etcd, path: "/health" }),
    };
}
