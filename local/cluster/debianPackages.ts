import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

import { execa } from "execa";

interface Requirement {
    package: string;
    /** Any one of these files shows that it is there, whoever installed it. */
    anyOf: string[];
    services?: string[];
}

const requirements: Requirement[] = [
    { package: "etcd-server", anyOf: ["etcd"], services: ["etcd.service"] },
    {
        package: "containerd",
        anyOf: ["containerd-shim-runc-v2"],
        services: ["containerd.service"],
    },
    { package: "runc", anyOf: ["runc"] },
    {
        package: "containernetworking-plugins",
        anyOf: ["/usr/lib/cni/bridge", "/opt/cni/bin/bridge"],
    },
    { package: "iptables", anyOf: ["iptables"] },
    { package: "ipset", anyOf: ["ipset"] },
    { package: "conntrack", anyOf: ["conntrack"] },
    { package: "socat", anyOf: ["socat"] },
    { package: "mmdebstrap", anyOf: ["mmdebstrap"] },
    { package: "iproute2", anyOf: ["ip"] },
    { package: "util-linux", anyOf: ["nsenter"] },
];

/** Debian does not put these on everybody's PATH. */
export const systemPath = [
    process.env.PATH,
    "/usr/local/sbin",
    "/usr/sbin",
    "/sbin",
    "/usr/bin",
    "/bin",
]
    .filter(Boolean)
    .join(delimiter);

const policyFile = "/usr/sbin/policy-rc.d";

/** The Debian packages without which the node cannot run and which are not there. */
export function missingPackages(): string[] {
    return requirements.filter((one) => !one.anyOf.some(isThere)).map((one) => one.package);
}

/** The folder of the CNI plugins: Debian's, or the one that upstream's instructions name. */
export function cniPluginsDir(): string {
    return existsSync("/usr/lib/cni/bridge") ? "/usr/lib/cni" : "/opt/cni/bin";
}

/** Installs packages without letting Debian start their services, now or at the next boot. */
export async function installPackages(packages: string[]): Promise<void> {
    const env = { DEBIAN_FRONTEND: "noninteractive", PATH: systemPath };
    const apt = (...args: string[]) =>
        execa("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=120", ...args], {
            env,
            stdin: "ignore",
            all: true,
        });
    // Removing somebody's Docker to make room for Debian's containerd would be worse than failing.
    const install = () =>
        apt("install", "-y", "--no-remove", "--no-install-recommends", ...packages);
    const lists = "/var/lib/apt/lists";
    const listed =
        existsSync(lists) && readdirSync(lists).some((file) => file.includes("Packages"));
    if (!listed) {
        await apt("update");
    }
    const policyIsOurs = !existsSync(policyFile);
    if (policyIsOurs) {
        writeFileSync(policyFile, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
    }
    try {
        // Lists that have aged name files that the mirrors no longer hold.
        await install().catch(() => apt("update").then(install));
    } finally {
        if (policyIsOurs) {
            rmSync(policyFile, { force: true });
        }
    }
    await disableServices(packages);
}

async function disableServices(packages: string[]): Promise<void> {
    const services = requirements
        .filter((one) => packages.includes(one.package))
        .flatMap((one) => one.services ?? []);
    if (services.length > 0 && isThere("systemctl")) {
        await execa("systemctl", ["disable", ...services], {
            env: { PATH: systemPath },
            reject: false,
        });
    }
}

function isThere(file: string): boolean {
    if (file.startsWith("/")) {
        return existsSync(file);
    }
    return systemPath.split(delimiter).some((folder) => existsSync(join(folder, file)));
}
