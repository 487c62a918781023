import { readFileSync, rmSync } from "node:fs";

import { execa } from "execa";

import { systemPath } from "./debianPackages";

/** The mount points at or below a folder, in the order of mounting. */
export function mountsBelow(dir: string): string[] {
    return mountPoints(readFileSync("/proc/self/mountinfo", "utf8")).filter(
        (point) => point === dir || point.startsWith(`${dir}/`),
    );
}

/** The mount points in the text of /proc/PID/mountinfo, where blanks are written as octal numbers. */
export function mountPoints(mountinfo: string): string[] {
    return mountinfo
        .split("\n")
        .map((line) => line.split(" ")[4])
        .filter((point) => point !== undefined)
        .map((point) =>
            point.replace(/\\([0-7]{3})/g, (_, code: string) =>
                String.fromCharCode(parseInt(code, 8)),
            ),
        );
}

/** Removes folders and files, and before them what is mounted there. */
export async function removeFolders(paths: string[]): Promise<void> {
    for (const mount of paths.flatMap(mountsBelow).reverse()) {
        await execa("umount", ["--lazy", mount], { env: { PATH: systemPath } });
    }
    for (const path of paths) {
        rmSync(path, { recursive: true, force: true });
    }
}
