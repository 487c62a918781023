import { readdirSync } from "node:fs";

/** A stack's file, and the name of the stack in it. */
export const stackFileName = /^Pulumi\.(.+)\.yaml$/;

/** The stacks that have a file in a folder. */
export function stackNamesIn(folder: string): string[] {
    return readdirSync(folder)
        .map((file) => stackFileName.exec(file)?.[1])
        .filter((name) => name !== undefined);
}
