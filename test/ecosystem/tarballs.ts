import { readdirSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";

export type Tarballs = { [packageName: string]: string };

/** Packs the npm packages as a release does, into a folder. */
export async function packAll(folder: string): Promise<Tarballs> {
    const workspaces = ["components", "policy", "preview"].map((name) => `--workspace=${name}`);
    await execa("npm", ["pack", ...workspaces, "--pack-destination", folder], { cwd: projectDir });
    return Object.fromEntries(
        readdirSync(folder)
            .filter((file) => file.endsWith(".tgz"))
            .map((file) => [file.replace(/-\d.*$/, ""), join(folder, file)]),
    );
}
