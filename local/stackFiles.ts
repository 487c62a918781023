import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { parse } from "yaml";

import { stackFileName, stackNamesIn } from "../stacks/stackFileName";
import { projectDir } from "./paths";

const folder = join(projectDir, "stacks");
/** What the files were like before the command that is at work. */
const copies = join(projectDir, "node_modules", ".cache", "queue-workloads", "stacks");
const saltLine = /^encryptionsalt:.*\n?/m;

/** The stacks that this project has a file for. */
export function stackNames(): string[] {
    return stackNamesIn(folder);
}

/**
 * Runs `action` and takes back the salt that Pulumi then adds to stack files: the state has it too, and a command in
 * the local world leaves no trace in the working tree.
 */
export async function withoutSaltInStackFiles<T>(action: () => Promise<T>): Promise<T> {
    // Left there by a command that was killed.
    if (existsSync(copies)) {
        restore(readStackFiles(copies));
    }
    const before = readStackFiles(folder);
    mkdirSync(copies, { recursive: true });
    for (const [file, text] of before) {
        writeFileSync(join(copies, file), text);
    }
    try {
        return await action();
    } finally {
        restore(before);
        rmSync(copies, { recursive: true, force: true });
    }
}

function restore(before: Map<string, string>): void {
    for (const [file, after] of readStackFiles(folder)) {
        const restored = withoutAddedSalt(before.get(file) ?? "", after);
        if (restored === "" && !before.has(file)) {
            rmSync(join(folder, file));
        } else if (restored !== after) {
            writeFileSync(join(folder, file), restored);
        }
    }
}

/** The former text where nothing but a salt was added to it, else the new text as it is. */
export function withoutAddedSalt(before: string, after: string): string {
    if (saltLine.test(before) || !saltLine.test(after)) {
        return after;
    }
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

/** The texts of the stack files in a folder, by file name. */
function readStackFiles(path: string): Map<string, string> {
    const files = readdirSync(path).filter((file) => stackFileName.test(file));
    return new Map(files.map((file) => [file, readFileSync(join(path, file), "utf8")]));
}
