import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { projectDir } from "../../../local/paths";
import { buildGoTool } from "../../../local/toolchain/buildGoTool";
import { goModule } from "../../../local/toolchain/goModule";
import type { GoTool } from "../../../local/toolchain/goTool";
import { onPath } from "../../../local/toolchain/onPath";

const sdk = "github.com/pulumi/pulumi/sdk/v3";
/** The newest with hosts for Go and Python that the Go module proxy serves. */
const version = "3.66.0";

const go = oldHost("go", "go/pulumi-language-go");
const python = oldHost("python", "python/cmd/pulumi-language-python");
const yaml: GoTool = {
    name: "pulumi-language-yaml",
    version: "1.25.0",
    module: "language-yaml",
    package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
};

function oldHost(language: string, path: string): GoTool {
    return {
        name: `pulumi-language-${language}-${version}`,
        version,
        module: "languages",
        package: `${sdk}/${path}`,
    };
}

/**
 * Puts the hosts of Go, Python and YAML into a folder for the PATH: those of an installed Pulumi where it has them, as a
 * release does, otherwise some that are built here.
 */
export async function placeLanguageHosts(folder: string): Promise<void> {
    mkdirSync(folder);
    const names = ["go", "python", "yaml"].map((language) => `pulumi-language-${language}`);
    if (names.every((name) => onPath(name) !== undefined)) {
        return;
    }
    const place = (program: string, name: string) => copyFileSync(program, join(folder, name));
    // The front that the local platform has for Node.js serves these as well, under their names.
    const front = onPath("pulumi-language-nodejs")!;
    for (const [tool, language] of [
        [go, "go"],
        [python, "python"],
    ] as const) {
        place(front, `pulumi-language-${language}`);
        place(await buildGoTool(tool, console.log), tool.name);
    }
    place(await buildGoTool(yaml, console.log), yaml.name);
    const sources = await goModule(sdk, join(projectDir, "local/go/languages"));
    const executor = "pulumi-language-python-exec";
    place(join(sources, "python/cmd", executor), executor);
}
