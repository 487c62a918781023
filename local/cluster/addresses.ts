import { ipFamilies, type IpFamily } from "./ipFamilies";

/** Networks exist inside network namespaces only, so they can collide with nothing. */
interface Networks {
    node: (number: number) => string;
    /** How many bits of a node's address are those of the network of all nodes. */
    prefix: number;
    pods: (number: number) => string;
    services: string;
    kubernetesService: string;
}

/** Between the pods of the first two nodes there is the network of Services. */
const podNetwork = (number: number) => (number === 1 ? 201 : 201 + number);

export const networks: { [family in IpFamily]: Networks } = {
    IPv4: {
        node: (number) => `10.200.0.${number}`,
        prefix: 24,
        pods: (number) => `10.${podNetwork(number)}.0.0/16`,
        services: "10.202.0.0/16",
        kubernetesService: "10.202.0.1",
    },
    IPv6: {
        node: (number) => `fd00:10:200::${number}`,
        prefix: 64,
        pods: (number) => `fd00:10:${podNetwork(number)}::/64`,
        services: "fd00:10:202::/112",
        kubernetesService: "fd00:10:202::1",
    },
};

/** Those of the families that the cluster has, the first one first. */
export const ownNetworks = ipFamilies.map((family) => networks[family]);

export const ports = {
    apiServer: 6443,
    etcd: 2379,
    kubeletHealth: 10248,
    kubeProxyHealth: 10256,
    controllerManager: 10257,
    scheduler: 10259,
    coreDnsReady: 8181,
    localProvisioner: 8182,
    networkPoliciesHealth: 20244,
} as const;

export const clusterDomain = "cluster.local";

/** The port on 127.0.0.1 of this machine where the API server is reached. */
export const hostPort = Number(process.env.QUEUE_WORKLOADS_API_PORT ?? 16443);
