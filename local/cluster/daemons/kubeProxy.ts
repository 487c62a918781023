import { join } from "node:path";

import { stringify } from "yaml";

import { clusterName } from "../../paths";
import { addresses, ports } from "../addresses";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { nodePaths } from "../nodePaths";
import { probe } from "../probe";

const configFile = join(nodePaths.config, "kube-proxy.yaml");

export function kubeProxy(kubernetes: string): Daemon {
    return {
        name: "kube-proxy",
        command: join(kubernetes, "kube-proxy"),
        args: [`--config=${configFile}`],
        runsIn: "node",
        env: goMemory(100),
        files: () => ({
            ...daemonKubeconfig("kube-proxy"),
            [configFile]: stringify(configuration()),
        }),
        findFault: () => probe({ port: ports.kubeProxyHealth, path: "/healthz" }),
    };
}

function configuration(): object {
    return {
        apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
        kind: "KubeProxyConfiguration",
        mode: "iptables",
        clientConnection: { kubeconfig: daemonKubeconfigFile("kube-proxy") },
        hostnameOverride: clusterName,
        clusterCIDR: addresses.pods,
        healthzBindAddress: `127.0.0.1:${ports.kubeProxyHealth}`,
        metricsBindAddress: "127.0.0.1:10249",
        nodePortAddresses: [addresses.nodeWithPrefix],
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
