import { homedir } from "node:os";
import { join } from "node:path";

import { cacheDir } from "../paths";
import type { Report } from "../report";
import { buildGoTool } from "./buildGoTool";
import { downloadPlugin } from "./downloadPlugin";
import type { GoTool } from "./goTool";
import { installedPlugin } from "./installedPlugin";
import { onPath } from "./onPath";

/** The path of a resource plugin: a released one, wherever it is; one built here only where none can be had. */
export async function resourcePlugin(
    name: string,
    pulumi: string,
    tool: GoTool,
    report: Report,
): Promise<string> {
    const program = `pulumi-resource-${name}`;
    const version = sdkVersion(name);
    const released =
        onPath(program) ??
        installedPlugin(pulumiHome(), name, version) ??
        installedPlugin(downloadHome, name, version) ??
        (await downloadPlugin(pulumi, name, version, downloadHome, report));
    if (released !== undefined) {
        report(`${program}: ${released}`);
        return released;
    }
    const built = await buildGoTool(tool, report);
    report(`${program}: ${tool.version}, built here, because no release could be downloaded`);
    return built;
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
