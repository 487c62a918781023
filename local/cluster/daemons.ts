import { apiServer } from "./daemons/apiServer";
import { containerd } from "./daemons/containerd";
import { controllerManager } from "./daemons/controllerManager";
import { coreDns } from "./daemons/coreDns";
import { etcd } from "./daemons/etcd";
import { apiPort, apiSocket } from "./daemons/hostAccess";
import { kubelet } from "./daemons/kubelet";
import { kubeProxy } from "./daemons/kubeProxy";
import { localProvisioner } from "./daemons/localProvisioner";
import { scheduler } from "./daemons/scheduler";
import type { ClusterTools } from "./tools";

/** Everything that runs on the node, by role. */
export function daemonsOf(tools: ClusterTools) {
    return {
        etcd: etcd(),
        containerd: containerd(),
        apiServer: apiServer(tools.kubernetes),
        apiSocket: apiSocket(),
        apiPort: apiPort(),
        controllerManager: controllerManager(tools.kubernetes),
        scheduler: scheduler(tools.kubernetes),
        kubelet: kubelet(tools.kubernetes),
        kubeProxy: kubeProxy(tools.kubernetes),
        coreDns: coreDns(tools.coredns),
        localProvisioner: localProvisioner(tools.localProvisioner),
    };
}

export type Daemons = ReturnType<typeof daemonsOf>;
