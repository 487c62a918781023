import { join } from "node:path";

import { stringify } from "yaml";

import { clusterName } from "../../paths";
import { addresses, clusterDomain, ports } from "../addresses";
import { authorityFile, certificateFile, keyFile } from "../certificates";
import { controlGroup } from "../controlGroup";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { nodePaths, sockets } from "../nodePaths";
import { probe } from "../probe";

const configFile = join(nodePaths.config, "kubelet.yaml");
const resolverFile = join(nodePaths.config, "resolv.conf");

export function kubelet(kubernetes: string): Daemon {
    return {
        name: "kubelet",
        command: join(kubernetes, "kubelet"),
        args: [
            `--config=${configFile}`,
            `--kubeconfig=${daemonKubeconfigFile("kubelet")}`,
            `--root-dir=${nodePaths.kubelet}`,
            `--hostname-override=${clusterName}`,
            `--node-ip=${addresses.node}`,
        ],
        runsIn: "node",
        env: goMemory(200),
        files: () => ({
            ...daemonKubeconfig("kubelet"),
            [configFile]: stringify(configuration()),
            // Pods must not inherit the search domains of this machine.
            [resolverFile]: "",
        }),
        findFault: () => probe({ port: ports.kubeletHealth, path: "/healthz" }),
    };
}

function configuration(): object {
    return {
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        address: addresses.node,
        tlsCertFile: certificateFile("kubelet"),
        tlsPrivateKeyFile: keyFile("kubelet"),
        authentication: { anonymous: { enabled: false }, x509: { clientCAFile: authorityFile } },
        authorization: { mode: "Webhook" },
        containerRuntimeEndpoint: `unix://${sockets.containerd}`,
        cgroupDriver: "cgroupfs",
        cgroupRoot: controlGroup,
        failCgroupV1: false,
        failSwapOn: false,
        clusterDNS: [addresses.node],
        clusterDomain,
        resolvConf: resolverFile,
        podLogsDir: nodePaths.podLogs,
        volumePluginDir: join(nodePaths.kubelet, "volume-plugins"),
        serializeImagePulls: false,
        // Images are loaded from files and cannot be pulled again, so they are never collected or evicted for.
        imageGCHighThresholdPercent: 100,
        evictionHard: { "memory.available": "100Mi" },
        eventRecordQPS: 0,
        nodeStatusUpdateFrequency: "5s",
    };
}
