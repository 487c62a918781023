import { ports } from "../addresses";
import { firstNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { nodePaths } from "../nodePaths";
import { probe } from "../probe";
import { provisioner } from "../storage";

/** Makes a volume for each claim and removes it with the claim, so that volumes do not run out. */
export function localProvisioner(program: string): Daemon {
    return {
        name: "local-provisioner",
        command: program,
        args: [
            `-name=${provisioner}`,
            `-kubeconfig=${daemonKubeconfigFile("local-provisioner")}`,
            `-folder=${nodePaths.volumes}`,
            `-metrics-port=${ports.localProvisioner}`,
        ],
        runsIn: firstNode,
        env: goMemory(60),
        files: () => daemonKubeconfig("local-provisioner"),
        findFault: () => probe({ port: ports.localProvisioner, path: "/metrics" }),
    };
}
