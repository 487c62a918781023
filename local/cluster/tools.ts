/** The paths of the programs that are built here. */
export interface ClusterTools {
    /** The folder with kube-apiserver, kubelet and so on. */
    kubernetes: string;
    coredns: string;
    localProvisioner: string;
    networkPolicies: string;
    pause: string;
}
