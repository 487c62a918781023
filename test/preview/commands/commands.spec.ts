import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { buildSync } from "esbuild";

import { type Fixture, fixturePath, fixtureText } from "../fixture";

const projectDir = join(__dirname, "..", "..", "..");

interface Ended {
    code: number;
    stdout: string;
    stderr: string;
}

// Bundled once, as the npm scripts do: starting the compiler for each run would take most of the time.
const bundles = mkdtempSync(join(tmpdir(), "preview-bundles-"));

function run(script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const command = [join(bundles, script), ...args];
    const options = { cwd: projectDir, env: { ...process.env, ...env } };
    return new Promise((resolve) =>
        execFile(process.execPath, command, options, (error, stdout, stderr) =>
            resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
        ),
    );
}

describe("the commands of preview", function () {
    this.timeout(60_000);
    let dir: string;
    before(() => {
        const entryPoints = ["render", "preview", "postComment"].map((name) =>
            join(projectDir, "preview/commands", `${name}.ts`),
        );
        buildSync({ entryPoints, outdir: bundles, bundle: true, platform: "node" });
    });
    after(() => rmSync(bundles, { recursive: true }));
    beforeEach(() => {
        dir = mkdtempSync(join(tmpdir(), "preview-test-"));
    });
    afterEach(() => rmSync(dir, { recursive: true }));

    const at = (file: string) => join(dir, file);
    function stream(name: Fixture): string {
        writeFileSync(at(`${name}.jsonl`), fixtureText(name));
        return at(`${name}.jsonl`);
    }
    /** A `pulumi` that answers with a recorded stream, as the one that it was recorded from did. */
    function replayingPulumi(name: Fixture, code: number): NodeJS.ProcessEnv {
        const script = `#!/bin/sh
if [ "$1" = version ]; then echo v3.259.0; exit; fi
echo "$PULUMI_ENABLE_STREAMING_JSON_PREVIEW $*" > '${at("called")}'
gzip -dc '${fixturePath(name)}'
exit ${code}
`;
        writeFileSync(at("pulumi"), script);
        chmodSync(at("pulumi"), 0o755);
        return { PATH: [dir, process.env.PATH].join(delimiter) };
    }

    it("queue-workloads-preview writes comment and SARIF, prints one line, exits 1 when blocked", async () => {
        const { code, stdout, stderr } = await run("render.js", [
            ...["--stack", `prod=${stream("violation")}`, "--stack", `dev=${stream("update")}`],
            ...["--markdown", at("out.md"), "--sarif", at("out.sarif")],
        ]);
        assert.equal(stdout, "blocked: prod blocked (4 mandatory violations), dev pass\n");
        assert.equal(stderr, "");
        assert.equal(code, 1);
        assert.match(readFileSync(at("out.md"), "utf8"), /⛔ \*\*prod\*\* blocked/);
        const sarif = JSON.parse(readFileSync(at("out.sarif"), "utf8")) as { runs: unknown[] };
        assert.equal(sarif.runs.length, 2);
    });

    it("queue-workloads-preview exits 2 on unusable input, and shows what is there", async () => {
        const file = stream("update");
        const text = readFileSync(file, "utf8");
        writeFileSync(file, `${text.slice(0, -500)}`);
        const { code, stdout, stderr } = await run("render.js", [
            ...["--stack", `dev=${file}`, "--markdown", at("out.md")],
        ]);
        assert.equal(code, 2);
        assert.equal(stdout, "unusable: dev unusable input (2 input problems)\n");
        assert.match(stderr, /^dev: Line \d+ is cut off: it is not complete JSON/);
        assert.match(readFileSync(at("out.md"), "utf8"), /update Deployment `orders-worker`/);
    });

    it("queue-workloads-preview says how it wants to be called, and exits 2", async () => {
        const calls = [
            [],
            ["--stack", "prod"],
            ["--stack", "a=x", "--stack", "a=y"],
            ["--nonsense"],
        ];
        const ended = await Promise.all(calls.map((args) => run("render.js", args)));
        assert.deepEqual(
            ended.map(({ code }) => code),
            [2, 2, 2, 2],
        );
        assert.match(ended[1]?.stderr ?? "", /Write NAME=EVENTS\.jsonl/);
        assert.match(ended[2]?.stderr ?? "", /The stack a is given twice/);
        assert.ok(ended.every(({ stdout }) => stdout === ""));
    });

    it("npm run preview previews with the environment's policies and prints the comment of a failure", async () => {
        const env = replayingPulumi("programError", 1);
        const { code, stdout } = await run("preview.js", ["prod", "--markdown", at("out.md")], env);
        assert.equal(code, 1);
        assert.match(stdout, /^## Preview\n\n- ❌ \*\*prod\*\* failed: .*broker\.replicas is 2/);
        assert.match(stdout, /Pulumi 3\.259\.0/);
        assert.match(stdout, /\nfailed: prod failed \(1 error\)\n$/);
        assert.ok(stdout.startsWith(readFileSync(at("out.md"), "utf8")));
        assert.equal(
            readFileSync(at("called"), "utf8"),
            "true preview --json --non-interactive --stack prod --policy-pack policy --policy-pack-config policy/config/prod.json\n",
        );
    });

    it("npm run preview says where to get pulumi when there is none", async () => {
        const { code, stderr } = await run("preview.js", ["prod"], { PATH: dir });
        assert.equal(code, 1);
        assert.match(stderr, /^pulumi is not on PATH\. Install .*npm run local -- npm run preview/);
    });

    it("post-comment asks for its token before it does anything", async () => {
        const args = ["--markdown", at("out.md"), "--repository", "a/b", "--pull", "1"];
        const { code, stderr } = await run("postComment.js", args, { GITHUB_TOKEN: "" });
        assert.equal(code, 2);
        assert.equal(stderr, "Set GITHUB_TOKEN to a token that may comment.\n");
    });
});
