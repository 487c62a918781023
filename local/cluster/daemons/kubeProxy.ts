import { join } from "node:path";

import { stringify } from "yaml";

import { ownNetworks, ports } from "../addresses";
import type { ClusterNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { probe } from "../probe";

export function kubeProxy(kubernetes: string, node: ClusterNode): Daemon {
    const configFile = join(node.paths.config, "kube-proxy.yaml");
    return {
        name: `kube-proxy${node.suffix}`,
        command: join(kubernetes, "kube-proxy"),
        args: [`--config=${configFile}`],
        runsIn: node,
        env: goMemory(100),
        files: () => ({
            ...daemonKubeconfig("kube-proxy"),
            [configFile]: stringify(configuration(node)),
        }),
        findFault: () => probe({ port: ports.kubeProxyHealth, path: "/healthz" }, node),
    };
}

function configuration(node: ClusterNode): object {
    return {
        apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
        kind: "KubeProxyConfiguration",
        mode: "iptables",
        clientConnection: { kubeconfig: daemonKubeconfigFile("kube-proxy") },
        hostnameOverride: node.name,
        clusterCIDR: node.pods.join(","),
        healthzBindAddress: `127.0.0.1:${ports.kubeProxyHealth}`,
        metricsBindAddress: "127.0.0.1:10249",
        nodePortAddresses: node.addresses.map(
            (address, index) => `${address}/${ownNetworks[index]!.prefix}`,
        ),
        iptables: { syncPeriod: "30s", minSyncPeriod: "100ms" },
        // The limits of the connection table belong to the whole machine: leave them.
        conntrack: {
            maxPerCore: 0,
            min: 0,
            tcpEstablishedTimeout: "0s",
            tcpCloseWaitTimeout: "0s",
        },
    };
}
