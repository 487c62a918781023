import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Twelve hex digits that change with any file that a Go module is built from. */
export function moduleHash(directory: string): string {
    const hash = createHash("sha256");
    for (const file of sourcesOf(directory)) {
        hash.update(`${file}\0`)
            .update(readFileSync(join(directory, file)))
            .update("\0");
    }
    return hash.digest("hex").slice(0, 12);
}

function sourcesOf(directory: string): string[] {
    return readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(isSource).sort();
}

function isSource(file: string): boolean {
    return /(^|\/)go\.(mod|sum)$/.test(file) || (/\.go$/.test(file) && !/_test\.go$/.test(file));
}
