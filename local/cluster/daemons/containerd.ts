import { join } from "node:path";

import { execa } from "execa";

import { clusterName } from "../../paths";
import { addresses } from "../addresses";
import { type Daemon, goMemory } from "../daemon";
import { cniPluginsDir, systemPath } from "../debianPackages";
import { containerdStateDir, nodePaths, sockets } from "../nodePaths";
import { pauseReference } from "../pauseImage";

const configFile = join(nodePaths.config, "containerd.toml");
const cniConfigDir = join(nodePaths.config, "cni");

export function containerd(): Daemon {
    return {
        name: "containerd",
        command: "containerd",
        args: ["--config", configFile],
        runsIn: "node",
        env: goMemory(150),
        files: () => ({
            [configFile]: configuration(),
            [join(cniConfigDir, "10-bridge.conflist")]: JSON.stringify(network(), undefined, 2),
        }),
        socket: sockets.containerd,
        findFault: findContainerdFault,
    };
}

async function findContainerdFault(): Promise<string | undefined> {
    const { stdout, stderr, exitCode } = await execa(
        "ctr",
        ["--address", sockets.containerd, "--connect-timeout=2s", "plugins", "ls"],
        { env: { PATH: systemPath }, timeout: 4000, reject: false },
    );
    if (exitCode !== 0) {
        return stderr || "no answer on its socket";
    }
    const works = /^io\.containerd\.grpc\.v1\s+cri\s.*\sok\s*$/m.test(stdout);
    return works ? undefined : "its plugin for Kubernetes (cri) did not load";
}

function configuration(): string {
    return `version = 2
root = ${quoted(nodePaths.containerd)}
state = ${quoted(containerdStateDir)}
disabled_plugins = [
    "io.containerd.internal.v1.opt",
    "io.containerd.snapshotter.v1.aufs",
    "io.containerd.snapshotter.v1.btrfs",
    "io.containerd.snapshotter.v1.devmapper",
    "io.containerd.snapshotter.v1.zfs",
]

[grpc]
address = ${quoted(sockets.containerd)}

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = ${quoted(pauseReference)}
# Without CAP_SYS_RESOURCE a score below the parent's is refused, and with it the whole sandbox.
restrict_oom_score_adj = true
netns_mounts_under_state_dir = true

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = ${quoted(cniPluginsDir())}
conf_dir = ${quoted(cniConfigDir)}

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
Root = ${quoted(join(containerdStateDir, "runc"))}
SystemdCgroup = false
`;
}

function network(): object {
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
                    ranges: [[{ subnet: addresses.pods }]],
                    routes: [{ dst: "0.0.0.0/0" }],
                    dataDir: join(nodePaths.kubelet, "pod-addresses"),
                },
            },
            { type: "portmap", capabilities: { portMappings: true } },
        ],
    };
}

/** TOML's basic strings are written as JSON's. */
function quoted(text: string): string {
    return JSON.stringify(text);
}
