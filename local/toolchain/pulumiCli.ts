import { copyFileSync, existsSync, linkSync } from "node:fs";
import { dirname, join } from "node:path";

import { execa } from "execa";
import semver from "semver";

import type { Report } from "../report";
import { buildGoTool } from "./buildGoTool";
import * as tools from "./goTool";
import { onPath } from "./onPath";
import { releasedOrBuilt } from "./releasedOrBuilt";
import { pulumiRelease } from "./releases";

/** The first version whose language host protocol serves the SDK that this project pins. */
const oldestVersion = "3.200.0";

export interface PulumiCli {
    pulumi: string;
    languageHost: string;
}

/** The machine's own Pulumi CLI if it can run this project, otherwise the official release, or one built from Go modules. */
export async function pulumiCli(report: Report): Promise<PulumiCli> {
    const installed = await installedCli(report);
    if (installed !== undefined) {
        report(`pulumi: ${installed.pulumi}`);
        return installed;
    }
    const folder = await releasedOrBuilt(pulumiRelease, tools.pulumiCli, report);
    const pulumi = join(folder, "pulumi");
    const besideIt = join(folder, "pulumi-language-nodejs");
    if (existsSync(besideIt)) {
        report(`pulumi: ${pulumi}`);
        return { pulumi, languageHost: besideIt };
    }
    const oldHost = await buildGoTool(tools.languageHost, report);
    const languageHost = await buildGoTool(tools.languageHostFront, report);
    placeBeside(oldHost, languageHost);
    report(
        `pulumi: ${tools.pulumiCli.version}, built here, because PATH has none that can be used`,
    );
    return { pulumi, languageHost };
}

/** The first Pulumi CLI in the folders of a PATH, if it can run this project. */
export async function installedCli(
    report: Report,
    path = process.env.PATH,
): Promise<PulumiCli | undefined> {
    const pulumi = onPath("pulumi", path);
    if (pulumi === undefined) {
        return undefined;
    }
    const beside = join(dirname(pulumi), "pulumi-language-nodejs");
    const languageHost = existsSync(beside) ? beside : onPath("pulumi-language-nodejs", path);
    if (languageHost === undefined) {
        report(`${pulumi} is not used: it has no pulumi-language-nodejs beside it`);
        return undefined;
    }
    const { stdout } = await execa(pulumi, ["version"], {
        env: { PULUMI_SKIP_UPDATE_CHECK: "true" },
        timeout: 10_000,
        reject: false,
    });
    const version = semver.coerce(stdout);
    if (version === null || semver.lt(version, oldestVersion)) {
        report(`${pulumi} is not used: this project needs version ${oldestVersion} or newer`);
        return undefined;
    }
    return { pulumi, languageHost };
}

/** The front looks for the old host in its own folder. */
function placeBeside(program: string, neighbour: string): void {
    const place = join(dirname(neighbour), tools.languageHost.name);
    if (existsSync(place)) {
        return;
    }
    try {
        linkSync(program, place);
    } catch {
        copyFileSync(program, place);
    }
}
