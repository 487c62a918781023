import { networks, ports } from "../addresses";
import type { ClusterNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { probe } from "../probe";

/** Refuses what no NetworkPolicy allows to the pods of a node that one selects. */
export function networkPolicies(program: string, node: ClusterNode): Daemon {
    return {
        name: `network-policies${node.suffix}`,
        command: program,
        args: [
            `--kubeconfig=${daemonKubeconfigFile("network-policies")}`,
            `--hostname-override=${node.name}`,
            `--service-cluster-ip-range=${networks.IPv4.services}`,
            `--health-port=${ports.networkPoliciesHealth}`,
        ],
        runsIn: node,
        env: goMemory(60),
        files: () => daemonKubeconfig("network-policies"),
        findFault: () => probe({ port: ports.networkPoliciesHealth, path: "/healthz" }, node),
    };
}
