import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { projectDir } from "../../local/paths";
import { optionsOf } from "./scriptOptions";
import type { ShellCommand } from "./shellCommands";
import { tools } from "./toolOptions";

interface Manifest {
    name?: string;
    bin?: { [command: string]: string };
    scripts?: { [script: string]: string };
}

const workspaces = ["components", "policy", "preview", "workloads"];

/** Commands that stand in every shell or container. */
const plain = ["cat"];

/** What is wrong with a command that a page names; nothing where it can be typed. */
export async function commandProblems(page: string, command: ShellCommand): Promise<string[]> {
    const [program, ...words] = command;
    return [
        ...missingFiles(words),
        ...(program === "npm"
            ? await npmProblems(page, words)
            : program === "npx"
              ? await npxProblems(words)
              : toolProblems(program, words)),
        ...(await passedOn(page, command)),
    ];
}

/** What stands as `folder/file.ts` is meant from the top of the repository. */
function missingFiles(words: string[]): string[] {
    return words
        .filter((word) =>
            /^(docs|examples|policy|preview|stacks|test|workloads)\/[\w./-]+$/.test(word),
        )
        .filter((word) => !existsSync(join(projectDir, word)))
        .map((word) => `there is no ${word}`);
}

/** The command that is run by another one: in a container, or on the throwaway cluster. */
async function passedOn(page: string, [program, ...words]: ShellCommand): Promise<string[]> {
    const at = words.indexOf("--");
    const inner = words.slice(at + 1).filter((word) => word !== "...");
    const isPassedOn = program === "kubectl" || (program === "npm" && words.includes("local"));
    return isPassedOn && at >= 0 && inner.length > 1
        ? commandProblems(page, inner as ShellCommand)
        : [];
}

async function npmProblems(page: string, words: string[]): Promise<string[]> {
    const at = words.indexOf("--");
    const [own, given] = at < 0 ? [words, []] : [words.slice(0, at), words.slice(at + 1)];
    const [verb, ...rest] = own;
    if (verb === "ci" || verb === "install") {
        return unknown(rest, ["--ignore-scripts", "--save-dev"], "npm");
    }
    const workspace = rest.indexOf("-w");
    const folder = workspace < 0 ? dirname(page) : folderOf(rest[workspace + 1]!);
    const script = verb === "run" ? rest.filter((word) => word !== "-s").at(-1) : verb;
    const text = scriptOf(folder, script ?? "");
    if (text === undefined) {
        return [`there is no script ${script} in ${folder}`];
    }
    return script === "local" ? [] : unknown(given, await optionsOf(text), `npm run ${script}`);
}

function manifestIn(folder: string): Manifest {
    const file = join(projectDir, folder, "package.json");
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : {};
}

/** A script of the folder's package, or of one above it. */
function scriptOf(folder: string, script: string): string | undefined {
    const text = manifestIn(folder).scripts?.[script];
    return text ?? (folder === "." ? undefined : scriptOf(dirname(folder), script));
}

function folderOf(workspace: string): string {
    return workspaces.find((folder) => manifestIn(folder).name === workspace) ?? "none";
}

async function npxProblems([command = "", ...words]: string[]): Promise<string[]> {
    if (command === "mocha") {
        // It hands on to Node.js what is for that.
        return unknown(words, [...(await optionsOf("mocha")), "--inspect-brk"], "mocha");
    }
    const built = workspaces
        .map((folder) => ({ folder, file: manifestIn(folder).bin?.[command] }))
        .find(({ file }) => file !== undefined);
    if (built === undefined) {
        return [`no package of ours has the command ${command}`];
    }
    const source = built
        .file!.replace(/^dist\/(?:preview\/|policy\/)?/, "")
        .replace(/\.js$/, ".ts");
    const file = join(built.folder, source);
    return existsSync(join(projectDir, file))
        ? unknown(words, await optionsOf(`ts-node ${file}`), command)
        : [`${command} is ${file}, which is not there`];
}

/** Where the words of a command are options that nobody takes. */
function unknown(words: string[], known: string[], by: string): string[] {
    return words
        .filter((word) => /^-\w|^--\w/.test(word))
        .map((word) => word.split("=")[0]!)
        .filter((word) => !known.includes(word))
        .map((word) => `${by} does not know ${word}`);
}

function toolProblems(program: string, words: string[]): string[] {
    const tool = tools[program];
    if (tool === undefined) {
        return plain.includes(program)
            ? []
            : [`${program} is in no table of test/docs/toolOptions.ts`];
    }
    const own = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
    const values = new Set(
        [tool.options, ...Object.values(tool.subcommands)]
            .flat()
            .filter((option) => option.endsWith("="))
            .map((option) => option.slice(0, -1)),
    );
    const path = own.filter((word, i) => !word.startsWith("-") && !values.has(own[i - 1] ?? ""));
    const subcommand = Object.keys(tool.subcommands)
        .sort((a, b) => b.length - a.length)
        .find((name) => `${path.join(" ")} `.startsWith(`${name} `));
    if (subcommand === undefined) {
        return path.length === 0 || path[0] === "..."
            ? []
            : [`${program} ${path.join(" ")} is in no table of test/docs/toolOptions.ts`];
    }
    const known = [...tool.options, ...tool.subcommands[subcommand]!].map((option) =>
        option.replace(/=$/, ""),
    );
    return unknown(own, known, `${program} ${subcommand}`);
}
