import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** This package's own version; the compiled files stand one folder below its package.json. */
export function packageVersion(): string {
    const candidates = [__dirname, join(__dirname, "..")].map((dir) => join(dir, "package.json"));
    const file = candidates.find(existsSync);
    return file ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version : "";
}
