import { copyFileSync, existsSync, linkSync } from "node:fs";
import { dirname, join } from "node:path";

import { execa } from "execa";
import semver from "semver";

import type { Report } from "../report";
import { buildGoTool } from "./buildGoTool";
import * as tools from "./goTool";
import { onPath } from "./onPath";

/** The first version whose language host protocol serves the SDK that this project pins. */
const oldestVersion = "3.200.0";

export interface PulumiCli {
    pulumi: string;
    languageHost: string;
    /** Built from this repository, because the machine has none that can be used. */
    built: boolean;
}

/** The machine's own Pulumi where it can run this project; else one built from Go modules. */
export async function pulumiCli(report: Report): Promise<PulumiCli> {
    const installed = await installedCli(report);
    if (installed !== undefined) {
        report(`pulumi: ${installed.pulumi}`);
        return installed;
    }
    const pulumi = await buildGoTool(tools.pulumiCli, report);
    const oldHost = await buildGoTool(tools.languageHost, report);
    const languageHost = await buildGoTool(tools.languageHostFront, report);
    placeBeside(oldHost, languageHost);
    report(
        `pulumi: ${tools.pulumiCli.version}, built here, because PATH has none that can be used`,
    );
    return { pulumi, languageHost, built: true };
}

async function installedCli(report: Report): Promise<PulumiCli | undefined> {
    const pulumi = onPath("pulumi");
    if (pulumi === undefined) {
        return undefined;
    }
    const beside = join(dirname(pulumi), "pulumi-language-nodejs");
    const languageHost = existsSync(beside) ? beside : onPath("pulumi-language-nodejs");
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
    return { pulumi, languageHost, built: false };
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
