import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Removes what earlier recipes of the same image left: PREFIX-HASH.tar for every other hash. */
export function removeFormerArchives(prefix: string, archive: string): void {
    const folder = dirname(archive);
    for (const file of readdirSync(folder)) {
        const isOne =
            file.startsWith(`${prefix}-`) && /^[0-9a-f]+\.tar$/.test(file.slice(prefix.length + 1));
        if (isOne && file !== basename(archive)) {
            rmSync(join(folder, file));
        }
    }
}
