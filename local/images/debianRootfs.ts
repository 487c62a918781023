import { execa } from "execa";

import { dependentProcess } from "../dependentProcess";
import { interruption } from "../interruption";
import type { Report } from "../report";
import { elapsed } from "../report";
import { debianMirror } from "./debianMirror";

/** What options of mmdebstrap make of a Debian suite. */
export interface DebianRecipe {
    /** What it is, for people: "the RabbitMQ image". */
    what: string;
    suite: string;
    /** Takes the options for apt of this machine. */
    options: (aptOptions: string[]) => string[];
}

/** What any image of Debian packages has in common; without what nobody reads in a container. */
export function minimalSystem(packages: string[], aptOptions: string[]): string[] {
    return [
        "--variant=minbase",
        "--mode=root",
        "--format=tar",
        `--include=${packages.join(",")}`,
        // A testing suite is often served from a frozen mirror, whose index is older than its stated life.
        '--aptopt=Acquire::Check-Valid-Until "false"',
        ...aptOptions.map((option) => `--aptopt=${option}`),
        ...["doc", "man", "info", "locale"].map(
            (folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`,
        ),
    ];
}

/** Writes a tar of a file system made of Debian packages. */
export async function debianRootfs(
    { what, suite, options }: DebianRecipe,
    layer: string,
    report: Report,
): Promise<void> {
    const started = Date.now();
    report(`building ${what} from Debian packages: about a minute`);
    const mirror = await debianMirror();
    try {
        const args = [...options(mirror.options), suite, layer, mirror.uri];
        await execa(...dependentProcess("TERM", "mmdebstrap", args), {
            all: true,
            cancelSignal: interruption,
            env: { DEBIAN_FRONTEND: "noninteractive" },
        });
    } catch (error) {
        const output = (error as { all?: string }).all ?? String(error);
        const reason = output.split("\n").slice(-8).join("\n");
        throw new Error(`${what} could not be built:\n${reason}`, { cause: error });
    }
    report(`building ${what}: done in ${elapsed(started)}`);
}
