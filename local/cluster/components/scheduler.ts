import { ports } from "../addresses";
import { type Component, goMemory } from "../component";
import { componentKubeconfig, componentKubeconfigFile } from "../kubeconfig";
import { probe } from "../probe";

export function scheduler(kubernetes: string): Component {
    const kubeconfig = componentKubeconfigFile("scheduler");
    return {
        name: "kube-scheduler",
        command: kubernetes,
        args: [
            "kube-scheduler",
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
        files: () => componentKubeconfig("scheduler"),
        findFault: () => probe({ port: ports.scheduler, path: "/healthz", tls: true }),
    };
}
