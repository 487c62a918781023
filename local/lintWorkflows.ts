import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

import { cacheDir, projectDir } from "./paths";
import { buildGoTool } from "./toolchain/buildGoTool";
import { actionlint } from "./toolchain/goTool";
import { onPath } from "./toolchain/onPath";

// npm has neither linter: actionlint is built with Go, zizmor is installed by pip; both once, into the cache. A machine
// without Go or pip can run the tests all the same: that linter is left out, and named. The workflow of CI brings both.
const requirements = join(projectDir, ".ci", "requirements.txt");
const workflows = join(projectDir, ".github", "workflows");

type Linter = { name: string; needs: string; lint: () => Promise<number | undefined> };

const linters: Linter[] = [
    {
        name: "actionlint",
        needs: "go",
        lint: async () => {
            const program = await buildGoTool(actionlint, console.error);
            return exitCode(
                program,
                readdirSync(workflows).map((file) => join(workflows, file)),
            );
        },
    },
    {
        name: "zizmor",
        needs: "python3",
        lint: async () => {
            const program = await zizmor();
            return program === undefined
                ? undefined
                : exitCode(program, ["--offline", "--quiet", join(projectDir, ".github")]);
        },
    },
];

async function lintWorkflows(): Promise<void> {
    for (const { name, needs, lint } of linters) {
        const code = onPath(needs) ? await lint() : undefined;
        if (code === undefined) {
            console.error(`${name} is left out: it cannot be had here (it takes ${needs}).`);
        } else {
            process.exitCode ||= code;
        }
    }
}

/** Installs it where the cache does not hold this very version. */
async function zizmor(): Promise<string | undefined> {
    const version = createHash("sha256").update(readFileSync(requirements)).digest("hex");
    const folder = join(cacheDir, "tools", "zizmor", version.slice(0, 12));
    const program = join(folder, "bin", "zizmor");
    if (!existsSync(program)) {
        const options = ["--quiet", "--require-hashes", "--requirement", requirements];
        const { exitCode: code, stderr } = await execa(
            "python3",
            ["-m", "pip", "install", ...options, "--target", folder],
            { reject: false },
        );
        if (code !== 0) {
            console.error(stderr);
            return undefined;
        }
    }
    return program;
}

async function exitCode(program: string, args: string[]): Promise<number> {
    const { exitCode: code = 1 } = await execa(program, args, { stdio: "inherit", reject: false });
    return code;
}

void lintWorkflows();
