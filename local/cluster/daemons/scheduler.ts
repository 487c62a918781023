import { join } from "node:path";

import { ports } from "../addresses";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { probe } from "../probe";

export function scheduler(kubernetes: string): Daemon {
    const kubeconfig = daemonKubeconfigFile("scheduler");
    return {
        name: "kube-scheduler",
        command: join(kubernetes, "kube-scheduler"),
        args: [
            `--kubeconfig=${kubeconfig}`,
            `--authentication-kubeconfig=${kubeconfig}`,
            `--authorization-kubeconfig=${kubeconfig}`,
            "--authentication-skip-lookup",
            "--bind-address=127.0.0.1",
            "--leader-elect=false",
            "--profiling=false",
        ],
        runsIn: "node",
        env: goMemory(120),
        files: () => daemonKubeconfig("scheduler"),
        findFault: () => probe({ port: ports.scheduler, path: "/healthz", tls: true }),
    };
}
