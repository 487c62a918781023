import type { ClusterNode } from "./clusterNode";
import { clusterNodes } from "./clusterNode";
import type { Daemon } from "./daemon";
import { apiServer } from "./daemons/apiServer";
import { containerd } from "./daemons/containerd";
import { controllerManager } from "./daemons/controllerManager";
import { coreDns } from "./daemons/coreDns";
import { etcd } from "./daemons/etcd";
import { apiPort, apiSocket } from "./daemons/hostAccess";
import { kubelet } from "./daemons/kubelet";
import { kubeProxy } from "./daemons/kubeProxy";
import { localProvisioner } from "./daemons/localProvisioner";
import { networkPolicies } from "./daemons/networkPolicies";
import { scheduler } from "./daemons/scheduler";
import { ipFamilies } from "./ipFamilies";
import type { ClusterTools } from "./tools";

/** What there is once in the cluster, by role; it runs on the first node. */
export function controlPlaneOf(tools: ClusterTools) {
    return {
        etcd: etcd(),
        apiServer: apiServer(tools.kubernetes),
        apiSocket: apiSocket(),
        apiPort: apiPort(),
        controllerManager: controllerManager(tools.kubernetes),
        scheduler: scheduler(tools.kubernetes),
        coreDns: coreDns(tools.coredns),
        localProvisioner: localProvisioner(tools.localProvisioner),
    };
}

export type ControlPlane = ReturnType<typeof controlPlaneOf>;

/** What runs on every node, by role. */
export function nodeDaemonsOf(tools: ClusterTools, node: ClusterNode) {
    return {
        containerd: containerd(node),
        kubelet: kubelet(tools.kubernetes, node),
        kubeProxy: kubeProxy(tools.kubernetes, node),
    };
}

/**
 * What refuses traffic on a node, once Kubernetes knows the node. Nothing on a cluster with IPv6: kube-router 2.1.0
 * calls its sets of such addresses by other names than it has given them.
 */
export function enforcementOf(tools: ClusterTools, node: ClusterNode): Daemon[] {
    return ipFamilies.includes("IPv6") ? [] : [networkPolicies(tools.networkPolicies, node)];
}

/** Everything that the cluster consists of. */
export function daemonsOf(tools: ClusterTools, nodes = clusterNodes()): Daemon[] {
    return [
        ...Object.values(controlPlaneOf(tools)),
        ...nodes.flatMap((node) => [
            ...Object.values(nodeDaemonsOf(tools, node)),
            ...enforcementOf(tools, node),
        ]),
    ];
}
