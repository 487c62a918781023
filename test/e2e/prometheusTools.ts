import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

import { cacheDir } from "../../local/paths";
import { onPath } from "../../local/toolchain/onPath";

export interface PrometheusTools {
    prometheus: string;
    promtool: string;
}

/**
 * Prometheus as it is installed, or else out of Debian's package, which is unpacked and not installed:
 * an installed one would start a server with the machine.
 */
export async function prometheusTools(): Promise<PrometheusTools> {
    const installed = { prometheus: onPath("prometheus"), promtool: onPath("promtool") };
    if (installed.prometheus && installed.promtool) {
        return { prometheus: installed.prometheus, promtool: installed.promtool };
    }
    const unpacked = join(cacheDir, "prometheus");
    if (!existsSync(unpacked)) {
        await unpackPackage(unpacked);
    }
    const binaries = join(unpacked, "usr/bin");
    return { prometheus: join(binaries, "prometheus"), promtool: join(binaries, "promtool") };
}

async function unpackPackage(target: string): Promise<void> {
    mkdirSync(cacheDir, { recursive: true });
    const folder = mkdtempSync(join(cacheDir, "unpacking-prometheus-"));
    try {
        const download = () => execa("apt-get", ["-q", "download", "prometheus"], { cwd: folder });
        // Lists that are not there, or have aged, name no file that the mirrors hold.
        await download().catch(() => execa("apt-get", ["-q", "update"]).then(download));
        const archive = readdirSync(folder).find((file) => file.endsWith(".deb"));
        await execa("dpkg-deb", ["-x", join(folder, archive!), join(folder, "files")]);
        renameSync(join(folder, "files"), target);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
