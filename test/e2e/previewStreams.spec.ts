import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildSync } from "esbuild";
import { execa } from "execa";
import { stringify } from "yaml";

import { projectDir } from "../../local/paths";

const stack = "streams";
const program = `
const random = require("@pulumi/random");
const config = new (require("@pulumi/pulumi").Config)();
const keepers = { round: config.require("round") };
const made = { keepers, length: config.requireNumber("length") };
new random.RandomPassword("kept", made, { retainOnDelete: true });
new random.RandomPassword("other", made);
if (config.requireBoolean("extra")) {
    new random.RandomPassword("extra", made);
}
`;
const pack = `
const { PolicyPack, remediateResourceOfType } = require("@pulumi/policy");
const { RandomPassword } = require("@pulumi/random");
new PolicyPack("lengths", {
    policies: [{
        name: "at-least-twenty",
        description: "Passwords have twenty characters.",
        enforcementLevel: "remediate",
        remediateResource: remediateResourceOfType(RandomPassword, (password) =>
            password.length < 20 ? { ...password, length: 20 } : undefined),
    }],
});
`;

/** The comment on what the engine itself says, with a policy pack that rewrites; it needs no cluster. */
describe("the preview of a real engine's stream", () => {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-streams-"));
    const at = (file: string) => join(folder, file);
    const urn = (name: string) =>
        `urn:pulumi:${stack}::streams::random:index/randomPassword:RandomPassword::${name}`;
    const declare = (settings: { round: string; length: number; extra?: boolean }) => {
        const config = Object.entries({ extra: false, ...settings });
        writeFileSync(
            at(`Pulumi.${stack}.yaml`),
            stringify({
                config: Object.fromEntries(config.map(([key, value]) => [`streams:${key}`, value])),
            }),
        );
    };
    const preview = async (...args: string[]) => {
        const { exitCode, stdout, all } = await execa(
            process.execPath,
            [at("preview.js"), stack, ...args],
            { cwd: folder, all: true, reject: false },
        );
        assert.equal(exitCode, 0, all);
        return stdout;
    };

    before(async () => {
        buildSync({
            entryPoints: [join(projectDir, "preview", "commands", "preview.ts")],
            ...{ outdir: folder, bundle: true, platform: "node" },
        });
        mkdirSync(at("policy"));
        writeFileSync(at("policy/PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
        writeFileSync(at("policy/package.json"), '{ "name": "lengths", "version": "1.0.0" }\n');
        writeFileSync(at("policy/index.js"), pack);
        for (const owner of [folder, at("policy")]) {
            symlinkSync(join(projectDir, "node_modules"), join(owner, "node_modules"));
        }
        writeFileSync(at("Pulumi.yaml"), "name: streams\nruntime: nodejs\nmain: program.js\n");
        writeFileSync(at("program.js"), program);
        await execa("pulumi", ["stack", "init", stack, "--no-select"], { cwd: folder });
        declare({ round: "1", length: 20 });
        await execa("pulumi", ["up", "--yes", "--skip-preview", "-s", stack], { cwd: folder });
    });
    after(async () => {
        await execa("pulumi", ["destroy", "--yes", "--skip-preview", "-s", stack], { cwd: folder });
        await execa("pulumi", ["stack", "rm", "--yes", stack], { cwd: folder });
        rmSync(folder, { recursive: true });
    });

    it("shows what policies made of the program's properties", async () => {
        declare({ round: "1", length: 12, extra: true });
        const comment = await preview();
        assert.match(comment, /### Rewritten by policies/);
        assert.match(
            comment,
            /^- RandomPassword `extra`: `length` 12 → 20, by `at-least-twenty`$/m,
        );
        assert.match(comment, /\*\*streams\*\* pass\. 1 to create, /);
    });

    it("says that what is replaced and retained stays", async () => {
        declare({ round: "2", length: 20 });
        const comment = await preview();
        assert.match(
            comment,
            /\*\*replace\*\* RandomPassword `kept`, forced by .*; created anew, and the old one stays \(`retainOnDelete`\)/,
        );
        assert.match(
            comment,
            /\*\*replace\*\* RandomPassword `other`, forced by .*; created first, then the old one is deleted/,
        );
    });

    it("names the targets where it looked at nothing else", async () => {
        declare({ round: "2", length: 20 });
        const comment = await preview("--target", urn("other"));
        assert.match(
            comment,
            /^ {2}- Only of RandomPassword `other` \(`--target`\): what else would change is not in this preview\.$/m,
        );
        assert.match(comment, /1 to replace, \d unchanged or not looked at/);
        assert.doesNotMatch(comment, /`kept`/);
    });

    it("says that the targets alone have no changes", async () => {
        declare({ round: "1", length: 20, extra: true });
        const comment = await preview("--target", `**kept`);
        assert.match(comment, /no changes to the targets/);
        assert.match(comment, /Only of `\*\*kept`/);
    });
});
