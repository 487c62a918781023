import assert from "node:assert/strict";

import type { Result } from "../../../preview/codeHost/codeHost";
import { consents } from "../../../preview/codeHost/consent";
import { syncDriftIssue } from "../../../preview/codeHost/driftIssue";
import { jobOf } from "../../../preview/codeHost/environment";
import { publishComment } from "../../../preview/codeHost/publishComment";
import { publishOutcome } from "../../../preview/codeHost/publishOutcome";
import { marker } from "../../../preview/comment/comment";
import { colleague, head, me, visitor } from "./fakes/fakeHost";
import { fakes, pipelineOf } from "./pipeline";

const result = (status: string): Result => ({
    ...{ id: "preview", status, commit: head },
    run: "https://ci.example/1",
});

for (const Fake of fakes) {
    const { name, hasLabels, knowsWhoMayPush } = new Fake();

    describe(`a result on ${name}`, () => {
        it("takes the place of the one before, and leaves the rest alone", async () => {
            const { host, fake } = await pipelineOf(new Fake());
            fake.labels.push("other: blocked");
            await host.showResult(result("blocked"));
            await host.showResult(result("pass"));
            await host.showResult(result("pass"));
            fake.stop();
            if (hasLabels) {
                assert.deepEqual(fake.labels, ["unrelated", "other: blocked", "preview: pass"]);
            } else {
                assert.deepEqual(fake.statuses, [
                    {
                        ...{ key: "queue-workloads-preview", name: "preview", commit: head },
                        ...{
                            state: "SUCCESSFUL",
                            description: "pass",
                            url: "https://ci.example/1",
                        },
                    },
                ]);
            }
        });
    });

    describe(`the result of a preview with a long id on ${name}`, () => {
        it("is shown within the host's limits, and takes the place of its own one only", async () => {
            const { host, fake } = await pipelineOf(new Fake());
            const of = (environment: string, status: string): Result => ({
                ...{ ...result(status), id: `preview-of-the-payments-platform-in-${environment}` },
            });
            await host.showResult(of("eu", "blocked"));
            await host.showResult(of("us", "pass"));
            await host.showResult(of("eu", "pass"));
            fake.stop();
            const shown = hasLabels
                ? fake.labels.filter((label) => label.endsWith(": pass"))
                : fake.statuses.map(({ key }) => key);
            assert.equal(new Set(shown).size, 2);
            assert.ok(!fake.labels.some((label) => label.endsWith(": blocked")));
        });
    });

    describe(`consent to lose data on ${name}`, () => {
        it("counts when someone who may push gave it in a comment of their own", async () => {
            const { host, fake } = await pipelineOf(new Fake());
            fake.add(colleague, "I looked at the volumes.\n\n--consent 1a2b3c4d5e6f\n");
            fake.add(colleague, "should we write `--consent ffffffffffff`?");
            fake.add(visitor, "--consent 444444444444");
            fake.add(me, "To agree:\n\n--consent 555555555555");
            const given = (await consents(host)).map(({ code, by }) => [code, by]);
            fake.stop();
            assert.deepEqual(given, knowsWhoMayPush ? [["1a2b3c4d5e6f", "ada"]] : []);
        });
    });

    describe(`the outcome on ${name}`, () => {
        it("stands above the preview, one for each stack, and a new one takes the old one's place", async () => {
            const { host, fake } = await pipelineOf(new Fake());
            const mark = marker("queue-workloads/preview");
            const stacks = ["dev", "prod"];
            const preview = { marker: mark, commit: head, run: "1", stacks, isNews: true };
            await publishComment(host, { ...preview, text: "the preview" });
            for (const [stack, text] of [
                ["dev", "dev failed"],
                ["prod", "prod applied"],
                ["dev", "dev applied"],
            ] as const) {
                const { done } = await publishOutcome(host, { marker: mark, stack, text });
                assert.equal(done, "updated");
            }
            fake.stop();
            assert.equal(fake.comments.length, 1);
            const shown = fake
                .bodies()[0]
                ?.split("\n")
                .filter((line) => line && !/^(<!--|\[\/\/\])/.test(line));
            assert.deepEqual(shown, ["dev applied", "prod applied", "the preview"]);
        });
    });

    describe(`a pipeline of ${name}`, () => {
        it("says all that its variables lack", () => {
            const [mark = ""] = Object.keys(new Fake().variables("http://host.example"));
            const problems = jobOf({ [mark]: "1" });
            assert.ok(Array.isArray(problems));
            assert.ok(problems.length >= 3, String(problems));
            problems.forEach((problem) =>
                assert.match(problem, / is not (set|one of a pull request)\.$/),
            );
        });

        it("has the address of its log", async () => {
            const { run, fake } = await pipelineOf(new Fake());
            fake.stop();
            assert.match(run.address, new RegExp(`^https?://.*\\D${run.id}$`));
        });
    });
}

for (const Fake of fakes.filter((F) => ["GitHub", "GitLab"].includes(new F().name))) {
    describe(`the drift of an environment on ${new Fake().name}`, () => {
        it("is one open issue, updated while it lasts and closed when it is gone", async () => {
            const { issues, fake } = await pipelineOf(new Fake());
            assert.ok(issues);
            const drift = { stack: "prod", marker: marker("queue-workloads/drift.prod") };
            const sync = async (text?: string, stack = "prod") => {
                const one = { stack, marker: drift.marker.replace("prod", stack), text };
                return (await syncDriftIssue(issues, one)).done;
            };
            const copied = { id: fake.newId(), title: "?", author: colleague, isOpen: true };
            fake.issues.push({ ...copied, body: `copied\n${drift.marker}` });
            assert.equal(await sync(), "none");
            assert.equal(await sync("one replica too few"), "opened");
            assert.equal(await sync("staging drifted", "staging"), "opened");
            assert.equal(await sync("one replica too few"), "unchanged");
            assert.equal(await sync("two replicas too few"), "updated");
            const [, prod, staging] = fake.issues;
            assert.match(prod?.title ?? "", /prod differs/);
            assert.match(prod?.body ?? "", /^two replicas/);
            assert.equal(await sync(), "closed");
            assert.equal(await sync(), "none");
            fake.stop();
            assert.equal(fake.issues.length, 3);
            assert.deepEqual(
                fake.issues.map(({ isOpen }) => isOpen),
                [true, false, true],
            );
            assert.match(staging?.body ?? "", /^staging/);
            assert.match(fake.issues[0]?.body ?? "", /^copied/);
        });
    });
}

describe("no pipeline at all", () => {
    it("is said to be none, with those that are known", () => {
        assert.deepEqual(jobOf({ HOME: "/root" }), [
            "This runs in no pipeline that is known: GitHub (GITHUB_ACTIONS), GitLab (GITLAB_CI), Bitbucket (BITBUCKET_BUILD_NUMBER), Azure DevOps (TF_BUILD).",
        ]);
    });
});
