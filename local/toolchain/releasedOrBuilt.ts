import { existsSync } from "node:fs";
import { dirname } from "node:path";

import type { Report } from "../report";
import { buildGoTool, builtProgram } from "./buildGoTool";
import type { GoTool } from "./goTool";
import type { Release } from "./release";
import { downloadRelease, releaseFolder } from "./release";

/** The folder of a tool: what the cache has, else its official release, else one built here. */
export async function releasedOrBuilt(
    release: Release,
    tool: GoTool,
    report: Report,
): Promise<string> {
    if (existsSync(builtProgram(tool))) {
        return dirname(builtProgram(tool));
    }
    return (await downloadRelease(release, report)) ?? dirname(await buildGoTool(tool, report));
}

export function isCached(release: Release, tool: GoTool): boolean {
    return existsSync(releaseFolder(release)) || existsSync(builtProgram(tool));
}
