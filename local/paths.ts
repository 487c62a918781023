import { homedir } from "node:os";
import { join } from "node:path";

/** The clone that this file is part of. */
export const projectDir = join(__dirname, "..");

/** What was built or downloaded, by version; survives `npm run down`. */
export const cacheDir =
    process.env.QUEUE_WORKLOADS_CACHE ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "queue-workloads");

const { QUEUE_WORKLOADS_CLUSTER: otherCluster } = process.env;

/** Ends the names of what a cluster owns that runs beside the usual one, as `QUEUE_WORKLOADS_CLUSTER` says. */
const suffix = otherCluster ? `-${otherCluster}` : "";

/** What the running local cluster and its stacks own; removed by `npm run down`. */
export const stateDir = process.env.QUEUE_WORKLOADS_STATE ?? `/var/lib/queue-workloads${suffix}`;

/** Where the usual cluster has its sockets; those of others are beside it. */
export const usualRunDir = "/run/queue-workloads";

/** Sockets and pid files; short, because a socket's path may have 107 characters. */
export const runDir = `${usualRunDir}${suffix}`;

/** The only credentials that the local stack ever uses. */
export const kubeconfigPath = join(stateDir, "kubeconfig");

/** The name of the local cluster, of its context in the kubeconfig and of its first node. */
export const clusterName = "queue-workloads-local";

/** What tells it from another local cluster: the name of its control group and of its lock. */
export const clusterId = `${clusterName}${suffix}`;
