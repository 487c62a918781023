import { match } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const project = join(__dirname, "../..");

describe("a published package brings along what it needs beside its dependencies:", () => {
    let folder: string;

    before(() => (folder = mkdtempSync(join(tmpdir(), "queue-workloads-published-"))));
    after(() => rmSync(folder, { recursive: true }));

    const run = (command: string, args: string[], cwd = folder) =>
        execFileSync(command, args, {
            cwd,
            encoding: "utf8",
            env: { ...process.env, NODE_PATH: join(project, "node_modules") },
        }).trim();

    for (const [name, use, answer] of [
        ["policy", `require("./package/dist/policy/pack").packPolicies().length`, /^[1-9]\d*$/],
        ["preview", `Object.keys(require("./package")).join()`, /\breadPreview\b/],
    ] as const) {
        it(name, () => {
            const pack = ["pack", "--silent", "--pack-destination", folder];
            run("tar", ["xzf", run("npm", pack, join(project, name)).split("\n").at(-1) ?? ""]);
            match(run(process.execPath, ["-p", use]), answer);
            match(run(process.execPath, ["-p", `require.resolve("./package")`]), /\/index\.js$/);
            // It is built anew before it is packed.
        }).timeout(120_000);
    }
});
