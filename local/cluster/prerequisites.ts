import { existsSync, statfsSync } from "node:fs";
import { platform } from "node:os";
import { dirname } from "node:path";

import { execa } from "execa";
import semver from "semver";

import { cacheDir, stateDir } from "../paths";
import { installPackages, missingPackages, systemPath } from "./debianPackages";

const goVersion = "1.25.0";
/** What the client of the Kubernetes API needs. */
const nodeVersion = "22.15.0";
const freeGiB = 12;
const freeGiBOnceBuilt = 4;

/** What the machine is like, as far as it matters to the local cluster. */
export interface Machine {
    platform: string;
    isRoot: boolean;
    hasApt: boolean;
    hasControlGroups: boolean;
    /** The version of Node.js that runs this. */
    node: string;
    /** As `go version` names it; undefined where there is none. */
    go: string | undefined;
    /** Free space by folder. */
    freeGiB: { [key: string]: number };
}

export interface Needs {
    /** False when everything that Go builds is in the cache already. */
    build: boolean;
}

/** Thrown with every problem at once. */
export class PrerequisitesError extends Error {
    constructor(readonly problems: string[]) {
        super(["The local cluster cannot run on this machine:", ...problems].join("\n  - "));
        this.name = "PrerequisitesError";
    }
}

/** Checks the machine and installs the Debian packages that are missing. */
export async function ensurePrerequisites(
    needs: Needs,
    report: (line: string) => void,
): Promise<void> {
    const problems = findProblems(await inspectMachine(), needs);
    if (problems.length > 0) {
        throw new PrerequisitesError(problems);
    }
    const missing = missingPackages();
    if (missing.length === 0) {
        return;
    }
    report(`installing Debian packages: ${missing.join(", ")}`);
    await installPackages(missing).catch((error: Error) => {
        const hint = `apt-get could not install ${missing.join(", ")}: install them by hand`;
        throw new PrerequisitesError([`${hint}\n${error.message}`]);
    });
}

/** Everything that stands in the way, each with what to do about it. */
export function findProblems(machine: Machine, needs: Needs): string[] {
    if (machine.platform !== "linux") {
        return [
            `this is ${machine.platform}: use a Linux machine (Debian 12 or later), or a cluster that you have: npm start -- --context NAME`,
        ];
    }
    const problems: string[] = [];
    if (!machine.isRoot) {
        problems.push("not run by root: run the same command with sudo");
    }
    if (!machine.hasApt) {
        problems.push("apt-get is not here: use Debian 12 or later, or a system derived from it");
    }
    if (!machine.hasControlGroups) {
        problems.push("/sys/fs/cgroup is not mounted: a container needs --privileged for this");
    }
    if (semver.lt(machine.node, nodeVersion)) {
        const fix = `use the npm scripts, which bring a newer one along on x64, or install Node.js ${nodeVersion} or newer`;
        problems.push(`this runs on Node.js ${machine.node}: ${fix}`);
    }
    if (needs.build) {
        problems.push(...goProblems(machine.go));
    }
    const wanted = needs.build ? freeGiB : freeGiBOnceBuilt;
    for (const [folder, free] of Object.entries(machine.freeGiB)) {
        if (free < wanted) {
            problems.push(`${folder} has ${free.toFixed(1)} GiB free: make room for ${wanted} GiB`);
        }
    }
    return problems;
}

function goProblems(go: string | undefined): string[] {
    const fix = "install Go 1.25 or newer (https://go.dev/doc/install) and put it on PATH";
    if (go === undefined) {
        return [`go is not on PATH: ${fix}`];
    }
    const version = semver.coerce(go);
    if (version !== null && semver.gte(version, goVersion)) {
        return [];
    }
    return [`${go} is too old: ${fix}`];
}

async function inspectMachine(): Promise<Machine> {
    const go = await execa("go", ["env", "GOVERSION"], {
        reject: false,
        env: { PATH: systemPath },
    });
    return {
        platform: platform(),
        isRoot: process.getuid?.() === 0,
        hasApt: existsSync("/usr/bin/apt-get"),
        hasControlGroups:
            existsSync("/sys/fs/cgroup/cgroup.controllers") ||
            existsSync("/sys/fs/cgroup/memory/cgroup.procs"),
        node: process.versions.node,
        go: go.exitCode === 0 ? go.stdout.trim() : undefined,
        freeGiB: Object.fromEntries([stateDir, cacheDir].map((path) => [path, freeSpace(path)])),
    };
}

function freeSpace(path: string): number {
    let existing = path;
    while (!existsSync(existing)) {
        existing = dirname(existing);
    }
    const { bavail, bsize } = statfsSync(existing);
    return (bavail * bsize) / 2 ** 30;
}
