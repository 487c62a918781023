import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

interface Step {
    uses?: string;
    run?: string;
    env?: { [key: string]: string };
    with?: { [key: string]: unknown };
}
interface Job {
    if: string;
    permissions: { [key: string]: string };
    steps: Step[];
}
interface Workflow {
    on: { [key: string]: unknown };
    permissions: { [key: string]: string };
    jobs: { [key: string]: Job };
}

const file = join(__dirname, "..", "..", ".github", "workflows", "preview.yml");
const workflow = parse(readFileSync(file, "utf8")) as Workflow;
const { preview, fork } = workflow.jobs;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

describe("the preview workflow", () => {
    it("never runs a fork's code with secrets", () => {
        assert.deepEqual(Object.keys(workflow.on), ["pull_request"]);
        assert.match(preview?.if ?? "", /head\.repo\.full_name == github\.repository/);
        const secretOf = (step: Step) => JSON.stringify(step).match(/secrets\.|github\.token/g);
        assert.deepEqual(fork?.steps.flatMap(secretOf).filter(Boolean), []);
    });

    it("gives its token as few rights as it needs, and only to the step that comments", () => {
        assert.deepEqual(workflow.permissions, {});
        assert.deepEqual(fork?.permissions, {});
        assert.deepEqual(preview?.permissions, {
            contents: "read",
            "pull-requests": "write",
            "security-events": "write",
        });
        const withToken = steps.filter((step) => JSON.stringify(step).includes("github.token"));
        assert.deepEqual(
            withToken.map(({ run }) => /preview\/[\w/]+\.ts/.exec(run ?? "")?.[0]),
            ["preview/commands/postComment.ts"],
        );
        const checkout = steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
        assert.equal(checkout?.with?.["persist-credentials"], false);
    });

    it("pins every action to a commit", () => {
        const actions = steps.flatMap(({ uses }) => uses ?? []);
        assert.ok(actions.length >= 4);
        for (const action of actions) {
            assert.match(action, /@[0-9a-f]{40}$/);
        }
    });

    it("puts no text of a pull request into a script", () => {
        for (const { run } of steps) {
            assert.doesNotMatch(run ?? "", /\$\{\{/);
        }
    });
});
