import { ports } from "../addresses";
import { authorityFile, serviceAccountKeyFile } from "../certificates";
import { type Component, goMemory } from "../component";
import { componentKubeconfig, componentKubeconfigFile } from "../kubeconfig";
import { probe } from "../probe";

export function controllerManager(kubernetes: string): Component {
    const kubeconfig = componentKubeconfigFile("controller-manager");
    return {
        name: "kube-controller-manager",
        command: kubernetes,
        args: [
            "kube-controller-manager",
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
        files: () => componentKubeconfig("controller-manager"),
        findFault: () => probe({ port: ports.controllerManager, path: "/healthz", tls: true }),
    };
}
