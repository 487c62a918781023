import { join } from "node:path";

import { runDir, stateDir } from "../paths";

/** Everything that the node keeps on disk; each folder is removed as a whole by `clusterDown`. */
export const nodePaths = {
    config: join(stateDir, "node"),
    certificates: join(stateDir, "certificates"),
    etcd: join(stateDir, "etcd"),
    containerd: join(stateDir, "containerd"),
    kubelet: join(stateDir, "kubelet"),
    volumes: join(stateDir, "volumes"),
    podLogs: join(stateDir, "pod-logs"),
    logs: join(stateDir, "log"),
} as const;

/** Where the kubelet writes the containers' logs: NAMESPACE_POD_UID/CONTAINER/N.log. */
export const podLogsDir = nodePaths.podLogs;

export const sockets = {
    containerd: join(runDir, "containerd.sock"),
    apiServer: join(runDir, "api.sock"),
} as const;

/** A mount point of its own, because a mount namespace can only be pinned to a private mount. */
export const namespacesDir = join(runDir, "ns");
export const containerdStateDir = join(runDir, "c");
