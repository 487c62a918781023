import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Twelve hex digits that change with the versions of a Go module's dependencies and the sources of one package in it. */
export function sourceHash(module: string, packagePath: string): string {
    const hash = createHash("sha256");
    for (const file of ["go.mod", "go.sum", ...sourcesOf(module, packagePath)]) {
        const path = join(module, file);
        if (existsSync(path)) {
            hash.update(`${file}\0`).update(readFileSync(path)).update("\0");
        }
    }
    return hash.digest("hex").slice(0, 12);
}

/** Nothing for a package of another module: go.sum says all about that. */
function sourcesOf(module: string, packagePath: string): string[] {
    if (!packagePath.startsWith("./")) {
        return [];
    }
    return readdirSync(join(module, packagePath), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".go") && !file.endsWith("_test.go"))
        .map((file) => join(packagePath, file))
        .sort();
}
