/** The addresses of the first node. They exist inside network namespaces only, so they can collide with nothing. */
export const addresses = {
    node: "10.200.0.1",
    pods: "10.201.0.0/16",
    services: "10.202.0.0/16",
    kubernetesService: "10.202.0.1",
} as const;

export const ports = {
    apiServer: 6443,
    etcd: 2379,
    kubeletHealth: 10248,
    kubeProxyHealth: 10256,
    controllerManager: 10257,
    scheduler: 10259,
    coreDnsReady: 8181,
    localProvisioner: 8182,
} as const;

export const clusterDomain = "cluster.local";

/** The port on 127.0.0.1 of this machine where the API server is reached. */
export const hostPort = Number(process.env.QUEUE_WORKLOADS_API_PORT ?? 16443);
