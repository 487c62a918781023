import { homedir } from "node:os";
import { join } from "node:path";

import { cacheDir } from "../paths";
import type { Report } from "../report";
import { buildGoTool } from "./buildGoTool";
import { downloadPlugin } from "./downloadPlugin";
import type { GoTool } from "./goTool";
import { installedPlugin } from "./installedPlugin";
import { onPath } from "./onPath";

export interface ResourcePlugin {
    path: string;
    /** Built from this repository, because the official one could not be had. */
    standIn: boolean;
}

/** Official plugins first, wherever they are; a stand-in only where none can be had. */
export async function resourcePlugin(
    name: string,
    pulumi: string,
    standIn: GoTool,
    report: Report,
): Promise<ResourcePlugin> {
    const program = `pulumi-resource-${name}`;
    const version = sdkVersion(name);
    const official =
        onPath(program) ??
        installedPlugin(pulumiHome(), name, version) ??
        installedPlugin(downloadHome, name, version) ??
        (await downloadPlugin(pulumi, name, version, downloadHome, report));
    if (official !== undefined) {
        report(`${program}: ${official}`);
        return { path: official, standIn: false };
    }
    const path = await buildGoTool(standIn, report);
    report(`${program}: the stand-in, because the official plugin could not be downloaded`);
    return { path, standIn: true };
}

/** Kept with the built tools, so that a removed cluster does not mean another download. */
const downloadHome = join(cacheDir, "pulumi-home");

function pulumiHome(): string {
    return process.env.PULUMI_HOME ?? join(homedir(), ".pulumi");
}

function sdkVersion(name: string): string {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return (require(`@pulumi/${name}/package.json`) as { version: string }).version;
}
