import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { buildSync } from "esbuild";

import { FakeGitHub } from "../codeHost/fakes/fakeGitHub";
import { colleague, head, merged } from "../codeHost/fakes/fakeHost";
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
        const entryPoints = [
            "render",
            "preview",
            "apply",
            "comment",
            "driftIssue",
            "savedPlan",
        ].map((name) => join(projectDir, "preview/commands", `${name}.ts`));
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
    function replayingPulumi(name: string, code: number): NodeJS.ProcessEnv {
        const script = `#!/bin/sh
if [ "$1" = version ]; then echo v3.259.0; exit; fi
echo "$PULUMI_ENABLE_STREAMING_JSON_PREVIEW $*" > '${at("called")}'
gzip -dc '${name.endsWith(".gz") ? name : fixturePath(name as Fixture)}'
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

    it("queue-workloads-preview writes no longer a comment than the code host takes", async () => {
        const args = ["--stack", `prod=${stream("create")}`, "--markdown", at("out.md")];
        await run("render.js", [...args, "--limit", "3000"]);
        const { length } = readFileSync(at("out.md"), "utf8");
        assert.ok(length > 1000 && length <= 3000, `${length}`);
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

    it("npm run preview saves plans, looks at what is there, and adds its results for later steps", async () => {
        const env = replayingPulumi("update", 0);
        const options = ["--save-plan", at("plans"), "--refresh", "--outputs", at("outputs")];
        const { code } = await run("preview.js", ["dev", ...options], env);
        assert.equal(code, 0);
        assert.match(
            readFileSync(at("called"), "utf8"),
            new RegExp(` --save-plan ${at("plans")}/dev\\.plan\\.json --refresh\n$`),
        );
        const outputs = readFileSync(at("outputs"), "utf8").trimEnd().split("\n");
        assert.deepEqual(outputs.slice(0, 5), [
            ...["status=pass", "stacks=dev", "create=0", "update=1", "replace=0"],
        ]);
    });

    it("npm run preview previews targets of the stacks that they name, and refuses those of others", async () => {
        const env = replayingPulumi("update", 0);
        const target = (stack: string) => ["--target", `urn:pulumi:${stack}::p::a:b:C::x`];
        const all = ["--target", "**x"];
        const { code, stdout } = await run("preview.js", ["dev", ...target("dev"), ...all], env);
        assert.equal(code, 0);
        assert.match(
            readFileSync(at("called"), "utf8"),
            / --target urn:pulumi:dev::p::a:b:C::x --target \*\*x\n$/,
        );
        assert.match(stdout, /Only of C `x`, `\*\*x` \(`--target`\)/);
        rmSync(at("called"));
        for (const [script, args] of [
            ["preview.js", ["dev"]],
            ["render.js", ["--stack", `dev=${stream("update")}`]],
        ] as const) {
            const refused = await run(script, [...args, ...target("prod")], env);
            assert.equal(refused.code, 2);
            assert.match(
                refused.stderr,
                /^--target urn:pulumi:prod::p::a:b:C::x is of stack prod, which is not previewed; name one of dev\.\n$/,
            );
        }
        assert.ok(!existsSync(at("called")));
    });

    it("npm run apply runs the plan, after a preview of it, and tells the outcome", async () => {
        const recorded = join(__dirname, "..", "outcome", "fixtures", "failed.jsonl.gz");
        const env = replayingPulumi(recorded, 1);
        writeFileSync(at("prod.plan.json"), "{}");
        const options = ["--plans", dir, "--markdown", at("out.md"), "--outputs", at("outputs")];
        const { code, stdout } = await run("apply.js", ["prod", ...options], env);
        assert.equal(code, 1);
        assert.match(stdout, /❌ \*\*prod\*\* failed/);
        assert.equal(readFileSync(at("out.md"), "utf8"), stdout);
        assert.match(readFileSync(at("outputs"), "utf8"), /^result=failed\ndone=1\nfailed=1\n/);
        assert.equal(
            readFileSync(at("called"), "utf8"),
            `true up --yes --json --non-interactive --stack prod --policy-pack policy --policy-pack-config policy/config/prod.json --plan ${at("prod.plan.json")}\n`,
        );
    });

    it("npm run apply does nothing without a plan", async () => {
        const env = replayingPulumi("update", 0);
        const { code, stderr } = await run("apply.js", ["prod", "--plans", dir], env);
        assert.equal(code, 2);
        assert.match(stderr, /prod\.plan\.json is not there: .* Preview it with --save-plan/);
        assert.ok(!existsSync(at("called")));
    });

    describe("in a pipeline", () => {
        const fake = new FakeGitHub();
        let variables: NodeJS.ProcessEnv;
        before(async () => {
            variables = fake.variables(await fake.start());
        });
        after(() => fake.stop());
        const commit = ["--commit", head];
        const comment = (...args: string[]) => run("comment.js", args, variables);

        it("comment keeps one true comment from the start of a run to the outcome of the merge", async () => {
            fake.comments = [];
            assert.equal((await comment("start", ...commit)).stdout, "comment not needed\n");
            await run("render.js", [
                ...["--stack", `prod=${stream("violation")}`, "--markdown", at("out.md")],
            ]);
            const published = await comment(
                ...["publish", ...commit, "--markdown", at("out.md"), "--outputs", at("outputs")],
                ...["--stacks", "prod", "--status", "blocked"],
            );
            assert.match(published.stdout, /^comment created: https:.*#issuecomment-\d+\n$/);
            assert.match(
                readFileSync(at("outputs"), "utf8"),
                /^comment=created\ncomment_address=http/,
            );
            assert.match(fake.bodies()[0] ?? "", /⛔ \*\*prod\*\* blocked/);
            assert.match(
                fake.bodies()[0] ?? "",
                /\[Log of this run\]\(https:.*\/actions\/runs\/501\/attempts\/1\)/,
            );
            assert.deepEqual(fake.labels, ["unrelated", "preview: blocked"]);

            const again = { ...variables, GITHUB_RUN_ATTEMPT: "2" };
            await run("comment.js", ["start", ...commit], again);
            assert.match(fake.bodies()[0] ?? "", /⏳ Commit a+ is being previewed/);
            await run("comment.js", ["end", ...commit, "--because", "cancelled"], again);
            assert.match(fake.bodies()[0] ?? "", /The preview of commit a+ was cancelled\./);
            assert.doesNotMatch(fake.bodies()[0] ?? "", /blocked/);

            writeFileSync(at("outcome.md"), "## Apply\n\n- ✅ **prod** was applied\n");
            await comment("outcome", "--stack", "prod", "--markdown", at("outcome.md"));
            assert.match(fake.bodies()[0] ?? "", /✅ \*\*prod\*\* was applied[^]*was cancelled/);
            assert.equal(fake.comments.length, 1);
        });

        it("comment publishes nothing that was written for another comment", async () => {
            fake.comments = [];
            const render = ["--stack", `prod=${stream("update")}`, "--markdown", at("out.md")];
            await run("render.js", [...render, "--id", "other"]);
            const publish = ["publish", ...commit, "--stacks", "prod", "--markdown", at("out.md")];
            const { code, stderr } = await comment(...publish);
            assert.equal(code, 1);
            assert.match(stderr, /was written with another --project or --id/);
            assert.deepEqual(fake.bodies(), []);
        });

        it("comment consents prints the codes for --consent", async () => {
            fake.comments = [];
            fake.add(colleague, "--consent 1a2b3c4d5e6f");
            const { stdout, stderr } = await comment("consents");
            assert.equal(stdout, "1a2b3c4d5e6f\n");
            assert.equal(stderr, "ada agreed to 1a2b3c4d5e6f\n");
        });

        it("comment asks for its token before it does anything", async () => {
            const before = fake.requests.length;
            const args = ["start", ...commit];
            const { code, stderr } = await run("comment.js", args, {
                ...variables,
                GITHUB_TOKEN: "",
            });
            assert.equal(code, 2);
            assert.equal(stderr, "GITHUB_TOKEN is not set.\n");
            assert.equal(fake.requests.length, before);
        });

        it("drift-issue opens and closes the environment's issue", async () => {
            writeFileSync(at("drift.md"), "one replica too few\n");
            const drift = (...args: string[]) =>
                run("driftIssue.js", ["--stack", "prod", ...args], {
                    ...variables,
                    GITHUB_REF: "",
                });
            assert.match((await drift("--markdown", at("drift.md"))).stdout, /^issue opened: http/);
            assert.match((await drift()).stdout, /^issue closed: http/);
            assert.deepEqual(
                fake.issues.map(({ isOpen }) => isOpen),
                [false],
            );
        });

        it("saved-plan finds the pull request that was merged, and the newest good preview of it", async () => {
            const args = ["--commit", merged, "--outputs", at("outputs")];
            const { stdout } = await run("savedPlan.js", args, variables);
            assert.equal(stdout, "pull request 7, plans of run 902\n");
            assert.equal(readFileSync(at("outputs"), "utf8"), "pull=7\nrun=902\n");
            const direct = ["--commit", "d".repeat(40), "--outputs", at("none")];
            const pushed = await run("savedPlan.js", direct, variables);
            assert.match(pushed.stderr, /was not merged from a pull request: nothing was planned/);
            assert.ok(!existsSync(at("none")));
        });
    });
});
