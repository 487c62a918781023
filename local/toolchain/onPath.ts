import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The first executable file of that name in the folders of a PATH. */
export function onPath(name: string, path: string = process.env.PATH ?? ""): string | undefined {
    return path
        .split(delimiter)
        .filter((folder) => folder !== "")
        .map((folder) => join(folder, name))
        .find(isExecutable);
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
