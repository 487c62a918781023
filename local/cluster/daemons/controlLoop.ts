import { join } from "node:path";

import { firstNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { probe } from "../probe";

interface ControlLoop {
    name: "controller-manager" | "scheduler";
    port: number;
    /** In MiB. */
    memory: number;
    args?: string[];
}

/** A part of the control plane that only talks to the API server, and has no other of its kind beside it. */
export function controlLoop(
    kubernetes: string,
    { name, port, memory, args = [] }: ControlLoop,
): Daemon {
    const kubeconfig = daemonKubeconfigFile(name);
    return {
        name: `kube-${name}`,
        command: join(kubernetes, `kube-${name}`),
        args: [
            `--kubeconfig=${kubeconfig}`,
            `--authentication-kubeconfig=${kubeconfig}`,
            `--authorization-kubeconfig=${kubeconfig}`,
            "--authentication-skip-lookup",
            "--bind-address=127.0.0.1",
            ...args,
            "--leader-elect=false",
            "--profiling=false",
        ],
        runsIn: firstNode,
        env: goMemory(memory),
        files: () => daemonKubeconfig(name),
        findFault: () => probe({ port, path: "/healthz", tls: true }),
    };
}
