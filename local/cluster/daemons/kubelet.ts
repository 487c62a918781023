import { join } from "node:path";

import { stringify } from "yaml";

import { clusterDomain, ports } from "../addresses";
import { authorityFile, certificateFile, keyFile, kubeletIdentity } from "../certificates";
import { type ClusterNode, firstNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { probe } from "../probe";

export function kubelet(kubernetes: string, node: ClusterNode): Daemon {
    const configFile = join(node.paths.config, "kubelet.yaml");
    const identity = kubeletIdentity(node);
    return {
        name: `kubelet${node.suffix}`,
        command: join(kubernetes, "kubelet"),
        args: [
            `--config=${configFile}`,
            `--kubeconfig=${daemonKubeconfigFile(identity)}`,
            `--root-dir=${node.paths.kubelet}`,
            `--hostname-override=${node.name}`,
            `--node-ip=${node.addresses.join(",")}`,
        ],
        runsIn: node,
        env: goMemory(200),
        files: () => ({
            ...daemonKubeconfig(identity),
            [configFile]: stringify(configuration(node)),
            // Pods must not inherit the search domains of this machine.
            [resolverFile(node)]: "",
        }),
        findFault: () => probe({ port: ports.kubeletHealth, path: "/healthz" }, node),
    };
}

function configuration(node: ClusterNode): object {
    const identity = kubeletIdentity(node);
    return {
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        address: node.addresses[0],
        tlsCertFile: certificateFile(identity),
        tlsPrivateKeyFile: keyFile(identity),
        authentication: { anonymous: { enabled: false }, x509: { clientCAFile: authorityFile } },
        authorization: { mode: "Webhook" },
        containerRuntimeEndpoint: `unix://${node.containerd.socket}`,
        cgroupDriver: "cgroupfs",
        cgroupRoot: node.controlGroup,
        failCgroupV1: false,
        failSwapOn: false,
        clusterDNS: [firstNode.addresses[0]],
        clusterDomain,
        resolvConf: resolverFile(node),
        podLogsDir: node.paths.podLogs,
        volumePluginDir: join(node.paths.kubelet, "volume-plugins"),
        serializeImagePulls: false,
        // Images are loaded from files and cannot be pulled again, so they are never collected or evicted for.
        imageGCHighThresholdPercent: 100,
        evictionHard: { "memory.available": "100Mi" },
        eventRecordQPS: 0,
        nodeStatusUpdateFrequency: "5s",
    };
}

function resolverFile(node: ClusterNode): string {
    return join(node.paths.config, "resolv.conf");
}
