import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildSync } from "esbuild";
import { execa } from "execa";
import { stringify } from "yaml";

import { projectDir } from "../../local/paths";
import { kubectl } from "./kubernetes";

const namespace = "planned-shop";
const program = `
const k8s = require("@pulumi/kubernetes");
const config = new (require("@pulumi/pulumi").Config)();
const labels = { "app.kubernetes.io/name": "planned" };
const shop = new k8s.core.v1.Namespace("shop", { metadata: { name: "${namespace}", labels } });
for (const name of config.requireObject("names")) {
    const metadata = { name, labels, namespace: shop.metadata.name };
    new k8s.core.v1.ConfigMap(name, { metadata, data: { color: config.require("color") } });
}
`;

/** The two commands of the workflows, on a program of its own that is edited between preview and apply. */
describe("a change that is planned in the pull request and applied after the merge", () => {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-planned-"));
    const at = (file: string) => join(folder, file);
    const declare = (color: string, ...names: string[]) =>
        writeFileSync(
            at("Pulumi.planned.yaml"),
            stringify({ config: { "planned:color": color, "planned:names": names } }),
        );
    const run = (command: "preview" | "apply", ...args: string[]) =>
        execa(process.execPath, [at(`${command}.js`), "planned", ...args], {
            cwd: folder,
            all: true,
            reject: false,
        });
    const maps = async () => {
        const path = "{range .items[*]}{.metadata.name}={.data.color} {end}";
        const found = await kubectl(
            ...["get", "configmaps", "-n", namespace, "-l", "app.kubernetes.io/name=planned"],
            ...["-o", `jsonpath=${path}`],
        );
        return found.trim();
    };

    before(async () => {
        const commands = ["preview", "apply"].map((name) =>
            join(projectDir, "preview", "commands", `${name}.ts`),
        );
        buildSync({ entryPoints: commands, outdir: folder, bundle: true, platform: "node" });
        for (const name of ["node_modules", "policy"]) {
            symlinkSync(join(projectDir, name), at(name));
        }
        writeFileSync(at("Pulumi.yaml"), "name: planned\nruntime: nodejs\nmain: program.js\n");
        writeFileSync(at("program.js"), program);
        await execa("pulumi", ["stack", "init", "planned", "--no-select"], { cwd: folder });
    });
    after(async () => {
        await execa("pulumi", ["destroy", "--yes", "--skip-preview", "-s", "planned"], {
            cwd: folder,
        });
        await execa("pulumi", ["stack", "rm", "--yes", "planned"], { cwd: folder });
        rmSync(folder, { recursive: true });
    });

    it("comes about as it was previewed, and the outcome says what was made", async () => {
        declare("red", "settings");
        const preview = await run("preview", "--save-plan", "plans");
        assert.equal(preview.exitCode, 0, preview.all);
        const { exitCode, stdout } = await run("apply", "--plans", "plans");
        assert.equal(exitCode, 0, stdout);
        assert.match(stdout, /✅ \*\*planned\*\* was applied in \d+ s: 2 created\./);
        assert.match(stdout, /- created ConfigMap `settings`/);
        assert.equal(await maps(), "settings=red");
    });

    it("is refused while nothing is changed where it is not what was previewed, and says what differs", async () => {
        declare("blue", "settings");
        assert.equal((await run("preview", "--save-plan", "plans")).exitCode, 0);
        declare("blue", "settings", "unseen");
        const { exitCode, stdout } = await run("apply", "--plans", "plans");
        assert.equal(exitCode, 1, stdout);
        assert.match(
            stdout,
            /was not applied, and nothing was changed: it is not what was previewed/,
        );
        assert.match(stdout, /ConfigMap unseen: create is not allowed by the plan/);
        assert.equal(await maps(), "settings=red");
    });

    it("still comes about by its plan once the rest is taken back", async () => {
        declare("blue", "settings");
        const { exitCode, stdout } = await run("apply", "--plans", "plans");
        assert.equal(exitCode, 0, stdout);
        assert.equal(await maps(), "settings=blue");
    });
});
