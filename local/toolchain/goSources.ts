import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../paths";
import { goModule } from "./goModule";
import type { GoTool } from "./goTool";

/** The folder of the module that a program is built from. */
export function moduleFolder({ module }: GoTool): string {
    return join(projectDir, "local", "go", module);
}

/** What tells the compiler where it finds sources that are not in the module's folder, and are written to this one. */
export async function sourceArguments(tool: GoTool, folder: string): Promise<string[]> {
    return [...(await overlay(tool, folder)), ...(await rewritten(tool, folder))];
}

/** Lets the compiler find files of other modules in the package's folder, which itself stays as it is. */
async function overlay(tool: GoTool, folder: string): Promise<string[]> {
    if (tool.embeds === undefined) {
        return [];
    }
    const replacements: { [key: string]: string } = {};
    for (const [name, { module, file }] of Object.entries(tool.embeds)) {
        const source = await goModule(module, moduleFolder(tool));
        replacements[join(moduleFolder(tool), tool.package, name)] = join(source, file);
    }
    const path = join(folder, "overlay.json");
    writeFileSync(path, JSON.stringify({ Replace: replacements }));
    return ["-overlay", path];
}

/** Lets the compiler take a copy of a module in which one file is rewritten: no overlay reaches into Go's cache. */
async function rewritten(tool: GoTool, folder: string): Promise<string[]> {
    if (tool.rewrites === undefined) {
        return [];
    }
    const { module, file, rewrite } = tool.rewrites;
    const copy = join(folder, "module");
    const source = await goModule(module, moduleFolder(tool));
    await execa("cp", ["-r", "--no-preserve=mode", source, copy]);
    writeFileSync(join(copy, file), rewrite(readFileSync(join(copy, file), "utf8")));
    for (const name of ["go.mod", "go.sum"]) {
        copyFileSync(join(moduleFolder(tool), name), join(folder, name));
    }
    const modules = join(folder, "go.mod");
    await execa("go", ["mod", "edit", "-replace", `${module}=${copy}`, modules]);
    return ["-modfile", modules];
}
