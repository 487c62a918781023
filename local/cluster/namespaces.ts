import {
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmdirSync,
    rmSync,
    statfsSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { execa } from "execa";

import { runDir, usualRunDir } from "../paths";
import { type ClusterNode, firstNode } from "./clusterNode";
import { systemPath } from "./debianPackages";
import { removeFolders } from "./mounts";
import { networkScript, removalOfWire, wireToFirstNode } from "./network";
import { nodePaths } from "./nodePaths";

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

function filesOf({ namespacesDir }: ClusterNode) {
    const [network, mount, ready] = ["net", "mnt", "ready"].map((name) =>
        join(namespacesDir, name),
    ) as [string, string, string];
    return { network, mount, ready };
}

/** The command that runs `command` inside a node's network and mount namespaces. */
export function inNamespace(command: string, args: string[], node = firstNode): [string, string[]] {
    const { network, mount } = filesOf(node);
    return ["nsenter", [`--net=${network}`, `--mount=${mount}`, "--", command, ...args]];
}

/** Whether both namespaces are there and complete; their files may be left from before a reboot. */
export function namespacesExist(node: ClusterNode): boolean {
    const { network, mount, ready } = filesOf(node);
    return (
        existsSync(ready) &&
        [network, mount].every((file) => statfsSync(file).type === namespaceFileSystem)
    );
}

/**
 * Makes a network namespace with no way out but to the other nodes, and a mount namespace whose mounts nobody else sees.
 */
export async function createNamespaces(node: ClusterNode): Promise<void> {
    await removeNamespaces(node);
    const { namespacesDir } = node;
    const { network, mount, ready } = filesOf(node);
    mkdirSync(namespacesDir, { recursive: true });
    await run("mount", ["--bind", namespacesDir, namespacesDir]);
    await run("mount", ["--make-private", namespacesDir]);
    for (const file of [network, mount]) {
        writeFileSync(file, "");
    }
    makePrivateDirs();
    await loadModules();
    // `slave`: what this machine unmounts must not live on in here.
    const scope = [`--net=${network}`, `--mount=${mount}`, "--propagation=slave"];
    await run("unshare", [...scope, "true"]);
    if (node.number !== firstNode.number) {
        await onFirstNetwork(wireToFirstNode(node, network));
    }
    const script = [...mountScript(), ...networkScript(node)].join("\n");
    await run(...inNamespace("sh", ["-ec", script], node));
    writeFileSync(ready, "");
}

/** From then on a node reaches nobody, and nobody reaches it. */
export async function cutWire(node: ClusterNode): Promise<void> {
    await onFirstNetwork(removalOfWire(node));
}

/** The programs of the machine see the files of every network; those of a node do not. */
async function onFirstNetwork(script: string[]): Promise<void> {
    const { network } = filesOf(firstNode);
    await run("nsenter", [`--net=${network}`, "--", "sh", "-ec", script.join("\n")]);
}

export async function removeNamespaces({ namespacesDir }: ClusterNode): Promise<void> {
    await removeFolders([namespacesDir]);
}

/** Removes what was made on the machine for all nodes to mount upon. */
export function removeMountPoints(): void {
    // To remove a folder unmounts what a node of another cluster has mounted there.
    if (otherClusters().length > 0) {
        return;
    }
    for (const dir of madeDirs().reverse()) {
        try {
            rmdirSync(dir);
        } catch {
            // Somebody else has put something there: it is theirs now.
        }
    }
    rmSync(madeDirsFile, { force: true });
}

/** Kernel modules are loaded by themselves only for some of what containers need; failing is found out later. */
async function loadModules(): Promise<void> {
    await execa("modprobe", ["--all", "--quiet", "overlay", "br_netfilter", "nf_conntrack"], {
        env: { PATH: systemPath },
        reject: false,
    });
}

function mountScript(): string[] {
    return [
        "mount --make-rshared /",
        ...privateDirs.map((dir) => `mount -t tmpfs -o mode=755 queue-workloads ${dir}`),
        "mkdir /run/containerd/settings",
        ...privateSettings.flatMap((setting) => privateSetting(setting)),
    ];
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
    writeFileSync(madeDirsFile, JSON.stringify([...madeDirs(), ...missing]));
    for (const dir of missing) {
        mkdirSync(dir);
    }
}

function otherClusters(): string[] {
    return readdirSync(dirname(runDir))
        .map((name) => join(dirname(runDir), name))
        .filter((path) => path.startsWith(usualRunDir) && path !== runDir);
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
