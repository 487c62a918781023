import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { parse } from "yaml";

import { saltInState } from "./localBackend";
import { projectDir } from "./paths";

const folder = join(projectDir, "stacks");
const stackFile = /^Pulumi\.(.+)\.yaml$/;
const saltLine = /^encryptionsalt:.*\n?/m;

/** The stacks that this project has a file for. */
export function stackNames(): string[] {
    return readdirSync(folder)
        .map((file) => stackFile.exec(file)?.[1])
        .filter((name) => name !== undefined);
}

/**
 * Runs `action` and takes back the salt that Pulumi then adds to stack files: the state has it too, and a command in
 * the local world leaves no trace in the working tree.
 */
export async function withoutSaltInStackFiles<T>(action: () => Promise<T>): Promise<T> {
    removeLeftoverSalts();
    const before = readStackFiles();
    try {
        return await action();
    } finally {
        for (const [file, after] of readStackFiles()) {
            const restored = withoutAddedSalt(before.get(file) ?? "", after);
            if (restored === "" && !before.has(file)) rmSync(file);
            else if (restored !== after) writeFileSync(file, restored);
        }
    }
}

/** A command that was killed could not clean up after itself. */
function removeLeftoverSalts(): void {
    for (const stack of stackNames()) {
        const file = join(folder, `Pulumi.${stack}.yaml`);
        const text = readFileSync(file, "utf8");
        const [line] = saltLine.exec(text) ?? [];
        const salt = saltInState(stack);
        if (line !== undefined && salt !== undefined && line.includes(salt)) {
            writeFileSync(file, text.replace(line, ""));
        }
    }
}

/** The former text where nothing but a salt was added to it, else the new text as it is. */
export function withoutAddedSalt(before: string, after: string): string {
    if (before === after || saltLine.test(before)) return after;
    return isDeepStrictEqual(content(after.replace(saltLine, "")), content(before))
        ? before
        : after;
}

/** Pulumi keeps every scalar as a text: it also turns `true` into `"true"` when it writes the file. */
function content(text: string): unknown {
    return parse(text, (_, value: unknown) =>
        typeof value === "boolean" || typeof value === "number" ? String(value) : value,
    ) as unknown;
}

function readStackFiles(): Map<string, string> {
    if (!existsSync(folder)) return new Map();
    const files = readdirSync(folder).filter((file) => stackFile.test(file));
    return new Map(
        files.map((file) => [join(folder, file), readFileSync(join(folder, file), "utf8")]),
    );
}
