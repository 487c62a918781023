import { join } from "node:path";

import { ports } from "../addresses";
import { authorityFile, serviceAccountKeyFile } from "../certificates";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { probe } from "../probe";

export function controllerManager(kubernetes: string): Daemon {
    const kubeconfig = daemonKubeconfigFile("controller-manager");
    return {
        name: "kube-controller-manager",
        command: join(kubernetes, "kube-controller-manager"),
        args: [
            `--kubeconfig=${kubeconfig}`,
            `--authentication-kubeconfig=${kubeconfig}`,
            `--authorization-kubeconfig=${kubeconfig}`,
            "--authentication-skip-lookup",
            "--bind-address=127.0.0.1",
            `--root-ca-file=${authorityFile}`,
            `--service-account-private-key-file=${serviceAccountKeyFile}`,
            "--use-service-account-credentials",
            "--leader-elect=false",
            "--profiling=false",
        ],
        runsIn: "node",
        env: goMemory(200),
        files: () => daemonKubeconfig("controller-manager"),
        findFault: () => probe({ port: ports.controllerManager, path: "/healthz", tls: true }),
    };
}
