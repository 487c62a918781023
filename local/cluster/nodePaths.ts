import { join } from "node:path";

import { runDir, stateDir } from "../paths";

/** What the cluster keeps on disk besides its nodes; each folder is removed as a whole by `clusterDown`. */
export const nodePaths = {
    config: join(stateDir, "node"),
    certificates: join(stateDir, "certificates"),
    etcd: join(stateDir, "etcd"),
    /** Those of all nodes: each says to which it belongs. */
    volumes: join(stateDir, "volumes"),
    logs: join(stateDir, "log"),
} as const;

export const apiSocketFile = join(runDir, "api.sock");
