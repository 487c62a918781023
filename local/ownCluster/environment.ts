import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

import { localKubeconfigVariable } from "../../stacks/clusterAccess";
import { projectDir } from "../paths";
import { pulumiEnvironment, withoutOverriding } from "../pulumiEnvironment";
import type { Report } from "../report";
import { builtProgram } from "../toolchain/buildGoTool";
import * as tools from "../toolchain/goTool";
import { installedCli } from "../toolchain/pulumiCli";
import { downloadRelease, releaseFolder } from "../toolchain/release";
import { pulumiRelease } from "../toolchain/releases";

/**
 * The environment in which Pulumi runs a trial: the caller's, with a backend of its own whatever the caller is logged
 * in to. Nothing is built: the CLI is the one on PATH, in the cache or a download, and finds its plugins by itself.
 */
export async function trialEnvironment(
    backendUrl: string,
    report: Report,
    callers: NodeJS.ProcessEnv = process.env,
): Promise<NodeJS.ProcessEnv> {
    const path = [join(projectDir, "node_modules", ".bin"), callers.PATH, ...cachedFolders()];
    const environment: NodeJS.ProcessEnv = {
        ...withoutOverriding(callers),
        PATH: path.filter(Boolean).join(delimiter),
        ...pulumiEnvironment(backendUrl),
    };
    // It would point the program at the throwaway cluster.
    delete environment[localKubeconfigVariable];
    if ((await installedCli(report, environment.PATH)) === undefined) {
        const downloaded = await downloadRelease(pulumiRelease, report);
        if (downloaded === undefined) {
            throw new Error(
                "the Pulumi CLI is not on PATH and could not be downloaded: install it, https://www.pulumi.com/docs/install/",
            );
        }
        environment.PATH = [downloaded, environment.PATH].join(delimiter);
    }
    return environment;
}

/** What an earlier command has downloaded or built. */
function cachedFolders(): string[] {
    const built = [
        tools.pulumiCli,
        tools.languageHostFront,
        tools.kubernetesPlugin,
        tools.randomPlugin,
    ]
        .map(builtProgram)
        .filter((program) => existsSync(program));
    const released = releaseFolder(pulumiRelease);
    return [
        ...(existsSync(released) ? [released] : []),
        ...built.map((program) => dirname(program)),
    ];
}
