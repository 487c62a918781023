import {
    existsSync,
    mkdirSync,
    readFileSync,
    rmdirSync,
    rmSync,
    statfsSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { execa } from "execa";

import { addresses } from "./addresses";
import { systemPath } from "./debianPackages";
import { mountsBelow } from "./mounts";
import { namespacesDir, nodePaths } from "./nodePaths";

const networkFile = join(namespacesDir, "net");
const mountFile = join(namespacesDir, "mnt");
const readyFile = join(namespacesDir, "ready");
const madeDirsFile = join(nodePaths.config, "made-directories.json");
const namespaceFileSystem = 0x6e736673;

/** Folders that node programs insist on; inside the node's mount namespace they are its own. */
const privateDirs = ["/run/containerd", "/var/lib/kubelet", "/var/lib/cni", "/var/log/containers"];

/** Kernel settings that the kubelet writes and that belong to the whole machine: it writes to copies. */
const privateSettings = [
    "vm/overcommit_memory",
    "vm/panic_on_oom",
    "kernel/panic",
    "kernel/panic_on_oops",
    "kernel/keys/root_maxkeys",
    "kernel/keys/root_maxbytes",
];

/** The command that runs `command` inside the node's network and mount namespaces. */
export function inNamespace(command: string, args: string[]): [string, string[]] {
    return ["nsenter", [`--net=${networkFile}`, `--mount=${mountFile}`, "--", command, ...args]];
}

/** Whether both namespaces are there and complete; their files may be left from before a reboot. */
export function namespacesExist(): boolean {
    return (
        existsSync(readyFile) &&
        [networkFile, mountFile].every((file) => statfsSync(file).type === namespaceFileSystem)
    );
}

/** Makes a network namespace with no way out and a mount namespace whose mounts nobody else sees. */
export async function createNamespaces(): Promise<void> {
    await removeNamespaces();
    mkdirSync(namespacesDir, { recursive: true });
    await run("mount", ["--bind", namespacesDir, namespacesDir]);
    await run("mount", ["--make-private", namespacesDir]);
    for (const file of [networkFile, mountFile]) {
        writeFileSync(file, "");
    }
    makePrivateDirs();
    await loadModules();
    // `slave`: what this machine unmounts must not live on in here.
    const scope = [`--net=${networkFile}`, `--mount=${mountFile}`, "--propagation=slave"];
    await run("unshare", [...scope, "true"]);
    await run(...inNamespace("sh", ["-ec", setUpScript()]));
    writeFileSync(readyFile, "");
}

export async function removeNamespaces(): Promise<void> {
    for (const mount of mountsBelow(namespacesDir).reverse()) {
        await run("umount", ["--lazy", mount]);
    }
    for (const dir of madeDirs().reverse()) {
        try {
            rmdirSync(dir);
        } catch {
            // Somebody else has put something there: it is theirs now.
        }
    }
    rmSync(namespacesDir, { recursive: true, force: true });
    rmSync(madeDirsFile, { force: true });
}

/** Kernel modules are loaded by themselves only for some of what containers need; failing is found out later. */
async function loadModules(): Promise<void> {
    await execa("modprobe", ["--all", "--quiet", "overlay", "br_netfilter", "nf_conntrack"], {
        env: { PATH: systemPath },
        reject: false,
    });
}

function setUpScript(): string {
    return [
        "mount --make-rshared /",
        ...privateDirs.map((dir) => `mount -t tmpfs -o mode=755 queue-workloads ${dir}`),
        "mkdir /run/containerd/settings",
        ...privateSettings.flatMap((setting) => privateSetting(setting)),
        "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6",
        "echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6",
        "echo 1 > /proc/sys/net/ipv4/ip_forward",
        "echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables",
        "ip link set lo up",
        "ip link add node0 type bridge",
        `ip address add ${addresses.nodeWithPrefix} dev node0`,
        "ip link set node0 up",
        // Without a route a packet from the node to a Service would end before iptables could redirect it.
        `ip route add ${addresses.services} dev node0`,
    ].join("\n");
}

function privateSetting(setting: string): string[] {
    const file = `/proc/sys/${setting}`;
    const copy = `/run/containerd/settings/${setting.replaceAll("/", ".")}`;
    return [`if [ -e ${file} ]; then cat ${file} > ${copy}; mount --bind ${copy} ${file}; fi`];
}

/** Makes the mount points that are missing and remembers which, so that they can be removed again. */
function makePrivateDirs(): void {
    const missing = privateDirs.flatMap(missingDirs);
    mkdirSync(nodePaths.config, { recursive: true });
    writeFileSync(madeDirsFile, JSON.stringify(missing));
    for (const dir of missing) {
        mkdirSync(dir);
    }
}

function missingDirs(dir: string): string[] {
    return existsSync(dir) ? [] : [...missingDirs(dirname(dir)), dir];
}

function madeDirs(): string[] {
    return existsSync(madeDirsFile)
        ? (JSON.parse(readFileSync(madeDirsFile, "utf8")) as string[])
        : [];
}

async function run(command: string, args: string[]): Promise<void> {
    await execa(command, args, { env: { PATH: systemPath } });
}
