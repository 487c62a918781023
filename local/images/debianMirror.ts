import { execa } from "execa";

/** The address of the Debian archive that this machine is set up to use, with its proxy settings. */
export interface DebianMirror {
    uri: string;
    /** Options for apt, one `Name "value";` a line. */
    options: string[];
}

/** Asks apt itself, so that every way to write down a package source is understood. */
export async function debianMirror(): Promise<DebianMirror> {
    const targets = await execa("apt-get", [
        "indextargets",
        "--format",
        "$(ORIGIN)\t$(LABEL)\t$(COMPONENT)\t$(REPO_URI)",
        "Created-By: Packages",
    ]);
    const uri = debianArchive(targets.stdout);
    if (uri === undefined) {
        throw new Error(
            "apt knows no Debian archive on this machine (main component, origin Debian). " +
                "Add one to /etc/apt/sources.list.d, run apt-get update, and start again.",
        );
    }
    const settings = await execa("apt-config", [
        "dump",
        "--no-empty",
        "--format",
        '%F "%v";%n',
        "Acquire",
    ]);
    return { uri, options: networkOptions(settings.stdout) };
}

export function debianArchive(indexTargets: string): string | undefined {
    return indexTargets
        .split("\n")
        .map((line) => line.split("\t"))
        .find(
            ([origin, label, component]) =>
                [origin, label, component].join() === "Debian,Debian,main",
        )?.[3];
}

/** Proxies and time limits; all else of the machine's apt settings is about the machine itself. */
export function networkOptions(aptConfig: string): string[] {
    return aptConfig.split("\n").filter((line) => /^Acquire::(https?|Retries)\b/.test(line));
}
