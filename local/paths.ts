import { homedir } from "node:os";
import { join } from "node:path";

/** The clone that this file is part of. */
export const projectDir = join(__dirname, "..");

/** What was built or downloaded, by version; survives `npm run down`. */
export const cacheDir =
    process.env.QUEUE_WORKLOADS_CACHE ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "queue-workloads");

/** What the running local cluster and its stacks own; removed by `npm run down`. */
export const stateDir = process.env.QUEUE_WORKLOADS_STATE ?? "/var/lib/queue-workloads";

/** Sockets and pid files; short, because a socket's path may have 107 characters. */
export const runDir = "/run/queue-workloads";

/** The only credentials that the local stack ever uses. */
export const kubeconfigPath = join(stateDir, "kubeconfig");

/** The name of the local cluster, of its context in the kubeconfig and of its control group. */
export const clusterName = "queue-workloads-local";
