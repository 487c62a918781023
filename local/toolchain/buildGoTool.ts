import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { freemem } from "node:os";
import { dirname, join } from "node:path";

import { execa } from "execa";

import { dependentProcess } from "../dependentProcess";
import { interruption } from "../interruption";
import { cacheDir } from "../paths";
import type { Report } from "../report";
import { elapsed } from "../report";
import { goEnvironment } from "./goModule";
import { moduleFolder, sourceArguments } from "./goSources";
import type { GoTool } from "./goTool";
import { sourceHash } from "./sourceHash";

const progressInterval = 15_000;
const draftMark = ".building-";

/**
 * Go keeps what it compiles by these: who compiles the same packages takes them, too. The programs are stripped, and
 * a compiler that writes nothing for a debugger is a fifth faster.
 */
export const goFlags = ["-trimpath", "-gcflags=all=-dwarf=false"];

/** The compiler collects garbage for a fifth of its time. With so much memory free, it can do so less often. */
const memoryToSpare = 12 * 1024 ** 3;

/** Returns the path of the built program; builds it only when the cache lacks this version. */
export async function buildGoTool(tool: GoTool, report: Report): Promise<string> {
    const program = builtProgram(tool);
    if (existsSync(program)) {
        return program;
    }

    const folder = dirname(program);
    removeAbandonedDrafts(dirname(folder));
    const draft = `${folder}${draftMark}${process.pid}`;
    mkdirSync(draft, { recursive: true });
    try {
        await compile(tool, draft, report);
        for (const alias of tool.aliases ?? []) {
            symlinkSync(tool.name, join(draft, alias));
        }
        publish(draft, folder, program);
    } finally {
        rmSync(draft, { recursive: true, force: true });
    }
    return program;
}

/** Where the cache keeps this version of a program, whether it has been built or not. */
export function builtProgram(tool: GoTool): string {
    const version = `${tool.version}-${sourceHash(moduleFolder(tool), tool.package)}`;
    return join(cacheDir, "tools", tool.name, version, tool.name);
}

/** A whole folder appears at once, so that an interrupted build leaves nothing that looks finished. */
function publish(draft: string, folder: string, program: string): void {
    try {
        renameSync(draft, folder);
    } catch (error) {
        if (!existsSync(program)) {
            throw error;
        }
    }
}

/** A build that was killed could not clean up after itself. */
function removeAbandonedDrafts(folder: string): void {
    if (!existsSync(folder)) {
        return;
    }
    for (const entry of readdirSync(folder)) {
        const builder = entry.split(draftMark)[1];
        if (builder !== undefined && !existsSync(`/proc/${builder}`)) {
            rmSync(join(folder, entry), { recursive: true, force: true });
        }
    }
}

async function compile(tool: GoTool, draft: string, report: Report): Promise<void> {
    const sources = join(draft, "sources");
    mkdirSync(sources);
    const started = Date.now();
    const what = `building ${tool.name} ${tool.version}`;
    let packages = 0;
    report(`${what}: the first time takes minutes`);
    const timer = setInterval(
        () => report(`${what}: ${packages} packages compiled, ${elapsed(started)}`),
        progressInterval,
    );
    try {
        const args = [
            ...buildArguments(tool, join(draft, tool.name)),
            ...(await sourceArguments(tool, sources)),
            tool.package,
        ];
        const build = execa(...dependentProcess("TERM", "go", args), {
            cwd: moduleFolder(tool),
            cancelSignal: interruption,
            env: { ...goEnvironment, ...(freemem() >= memoryToSpare && { GOGC: "400" }) },
            all: true,
        });
        build.all.on(
            "data",
            (chunk: Buffer) => (packages += chunk.toString().split("\n").length - 1),
        );
        await build;
    } catch (error) {
        throw new Error(`${what} failed:\n${lastLines(error)}`, { cause: error });
    } finally {
        clearInterval(timer);
        rmSync(sources, { recursive: true, force: true });
    }
    report(`${what}: done in ${elapsed(started)}`);
}

function buildArguments(tool: GoTool, out: string): string[] {
    const variables = Object.entries(tool.variables ?? {}).map(([k, v]) => `-X ${k}=${v}`);
    return ["build", "-v", ...goFlags, "-ldflags", ["-s -w", ...variables].join(" "), "-o", out];
}

function lastLines(error: unknown): string {
    const output = (error as { all?: string }).all ?? String(error);
    return output.trimEnd().split("\n").slice(-15).join("\n");
}
