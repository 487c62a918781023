import type { ClusterTools } from "./cluster";
import { apiServer } from "./components/apiServer";
import { containerd } from "./components/containerd";
import { controllerManager } from "./components/controllerManager";
import { coreDns } from "./components/coreDns";
import { etcd } from "./components/etcd";
import { apiPort, apiSocket } from "./components/hostAccess";
import { kubelet } from "./components/kubelet";
import { kubeProxy } from "./components/kubeProxy";
import { scheduler } from "./components/scheduler";

/** Everything that runs on the node, by role. */
export function componentsOf(tools: ClusterTools) {
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
    };
}

export type Components = ReturnType<typeof componentsOf>;
