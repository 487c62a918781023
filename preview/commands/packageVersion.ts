import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** This package's own version: of the nearest package.json above the file that runs, compiled, bundled or not. */
export function packageVersion(dir = __dirname): string {
    const file = join(dir, "package.json");
    if (existsSync(file)) {
        return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
    }
    return dirname(dir) === dir ? "" : packageVersion(dirname(dir));
}
