import { join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";

const asked = new Map<string, Promise<string[]>>();

/** The options that a script of package.json knows, as its program itself says. */
export async function optionsOf(script: string): Promise<string[]> {
    const options = asked.get(script) ?? ask(script);
    asked.set(script, options);
    return options;
}

async function ask(script: string): Promise<string[]> {
    const program = programOf(script);
    if (program === undefined) {
        return [];
    }
    // One that knows no `--help` refuses it, and tells how it is called.
    const { all } = await execa("node", [...program, "--help"], {
        cwd: projectDir,
        reject: false,
        all: true,
    });
    return [...all.matchAll(/(?<![\w-])--?\w[\w-]*/g)].map(([option]) => option);
}

/** What of ours or of mocha's the script runs, and how it would be asked. */
function programOf(script: string): string[] | undefined {
    if (/^(node --watch node_modules\/mocha\/bin\/)?mocha(\.js)?$/.test(script)) {
        return [join("node_modules", "mocha", "bin", "mocha.js")];
    }
    const [, file, subcommand] = /(?:ts-node|esbuild) ([\w/]+\.ts)(?: (\w+))?/.exec(script) ?? [];
    if (file === undefined || /bench|write/.test(file)) {
        return undefined;
    }
    const command = subcommand === undefined ? [] : [subcommand];
    return /^(e2e|ecosystem)$/.test(subcommand ?? "")
        ? programOf("mocha")
        : ["-r", "ts-node/register", file, ...command];
}
