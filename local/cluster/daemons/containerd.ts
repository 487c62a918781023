import { join } from "node:path";

import { execa } from "execa";

import { clusterName } from "../../paths";
import type { ClusterNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { cniPluginsDir, systemPath } from "../debianPackages";
import { ipFamilies } from "../ipFamilies";
import { pauseReference } from "../pauseImage";

export function containerd(node: ClusterNode): Daemon {
    const configFile = join(node.paths.config, "containerd.toml");
    return {
        name: `containerd${node.suffix}`,
        command: "containerd",
        args: ["--config", configFile],
        runsIn: node,
        env: goMemory(150),
        files: () => ({
            [configFile]: configuration(node),
            [join(cniConfigDir(node), "10-bridge.conflist")]: JSON.stringify(
                network(node),
                undefined,
                2,
            ),
        }),
        socket: node.containerd.socket,
        findFault: () => findContainerdFault(node),
    };
}

async function findContainerdFault(node: ClusterNode): Promise<string | undefined> {
    const { stdout, stderr, exitCode } = await execa(
        "ctr",
        ["--address", node.containerd.socket, "--connect-timeout=2s", "plugins", "ls"],
        { env: { PATH: systemPath }, timeout: 4000, reject: false },
    );
    if (exitCode !== 0) {
        return stderr || "no answer on its socket";
    }
    const works = /^io\.containerd\.grpc\.v1\s+cri\s.*\sok\s*$/m.test(stdout);
    return works ? undefined : "its plugin for Kubernetes (cri) did not load";
}

function configuration(node: ClusterNode): string {
    return `version = 2
root = ${quoted(node.paths.containerd)}
state = ${quoted(node.containerd.state)}
disabled_plugins = [
    "io.containerd.internal.v1.opt",
    "io.containerd.snapshotter.v1.aufs",
    "io.containerd.snapshotter.v1.btrfs",
    "io.containerd.snapshotter.v1.devmapper",
    "io.containerd.snapshotter.v1.zfs",
]

[grpc]
address = ${quoted(node.containerd.socket)}

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = ${quoted(pauseReference)}
# Without CAP_SYS_RESOURCE a score below the parent's is refused, and with it the whole sandbox.
restrict_oom_score_adj = true
netns_mounts_under_state_dir = true

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = ${quoted(cniPluginsDir())}
conf_dir = ${quoted(cniConfigDir(node))}

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
Root = ${quoted(join(node.containerd.state, "runc"))}
SystemdCgroup = false
`;
}

function network(node: ClusterNode): object {
    return {
        cniVersion: "1.0.0",
        name: clusterName,
        plugins: [
            {
                type: "bridge",
                bridge: "pods0",
                isGateway: true,
                hairpinMode: true,
                ipam: {
                    type: "host-local",
                    ranges: node.pods.map((subnet) => [{ subnet }]),
                    routes: ipFamilies.map((family) => ({ dst: everywhere[family] })),
                    dataDir: join(node.paths.kubelet, "pod-addresses"),
                },
            },
            { type: "portmap", capabilities: { portMappings: true } },
        ],
    };
}

const everywhere = { IPv4: "0.0.0.0/0", IPv6: "::/0" };

function cniConfigDir(node: ClusterNode): string {
    return join(node.paths.config, "cni");
}

/** TOML's basic strings are written as JSON's. */
function quoted(text: string): string {
    return JSON.stringify(text);
}
