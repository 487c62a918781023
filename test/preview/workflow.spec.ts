import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

interface Step {
    name?: string;
    id?: string;
    if?: string;
    uses?: string;
    run?: string;
    env?: { [key: string]: string };
    with?: { [key: string]: unknown };
}
interface Job {
    if: string;
    permissions: { [key: string]: string };
    environment?: string;
    strategy?: { [key: string]: unknown };
    outputs?: { [key: string]: string };
    steps: Step[];
}
interface Workflow {
    on: { [key: string]: unknown };
    permissions: { [key: string]: string };
    concurrency: { [key: string]: unknown };
    jobs: { [key: string]: Job };
}

const read = (name: string) =>
    parse(
        readFileSync(join(__dirname, "..", "..", ".github", "workflows", `${name}.yml`), "utf8"),
    ) as Workflow;
const workflows = { preview: read("preview"), apply: read("apply"), drift: read("drift") };
const stepsOf = (workflow: Workflow) => Object.values(workflow.jobs).flatMap((job) => job.steps);
const mentions = (step: Step, text: string) => JSON.stringify(step).includes(text);

for (const [name, workflow] of Object.entries(workflows)) {
    describe(`the workflow ${name}`, () => {
        const steps = stepsOf(workflow);

        it("gives its token nothing that a job does not ask for", () => {
            assert.deepEqual(workflow.permissions, {});
            Object.values(workflow.jobs).forEach(({ permissions }) => assert.ok(permissions));
        });

        it("leaves no credentials behind in the clone", () => {
            const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
            assert.ok(checkouts.length);
            checkouts.forEach((step) => assert.equal(step.with?.["persist-credentials"], false));
        });

        it("gives its token to no step that has the secrets of the stacks", () => {
            const secret = steps.filter((step) => mentions(step, "secrets."));
            assert.ok(secret.length);
            secret.forEach((step) => assert.ok(!mentions(step, "github.token")));
        });
    });
}

describe("the workflow preview", () => {
    const { preview, fork } = workflows.preview.jobs;
    const steps = preview?.steps ?? [];
    const index = (text: string) => steps.findIndex((step) => mentions(step, text));

    it("never runs a fork's code with secrets", () => {
        assert.deepEqual(Object.keys(workflows.preview.on), ["pull_request"]);
        assert.match(preview?.if ?? "", /head\.repo\.full_name == github\.repository/);
        const secretOf = (step: Step) => JSON.stringify(step).match(/secrets\.|github\.token/g);
        assert.deepEqual(fork?.steps.flatMap(secretOf).filter(Boolean), []);
    });

    it("asks for the author of the pull request, whoever pushed last", () => {
        for (const job of [preview, fork]) {
            assert.match(job?.if ?? "", /pull_request\.user\.login/);
            assert.doesNotMatch(job?.if ?? "", /github\.(actor|triggering_actor)|sender/);
        }
    });

    it("has as few rights as it needs", () => {
        assert.deepEqual(fork?.permissions, {});
        assert.deepEqual(preview?.permissions, {
            contents: "read",
            "pull-requests": "write",
            "security-events": "write",
        });
    });

    it("previews the merge of the branch, and compares it with what it is merged into", () => {
        const checkout = steps[index("actions/checkout@")];
        assert.equal(checkout?.with?.ref, undefined);
        assert.equal(checkout?.with?.["fetch-depth"], 2);
        assert.match(
            steps[index("listTouchedStacks")]?.run ?? "",
            /listTouchedStacks\.ts HEAD\^1 /,
        );
    });

    it("leaves no older commit's verdict, however it ends", () => {
        assert.ok(index("comment.ts start") < index("listTouchedStacks"));
        const untouched = steps[index("--because untouched")];
        assert.equal(untouched?.if, "steps.touched.outputs.stacks == ''");
        const ended = steps[index("did not finish")];
        const last = steps.find((step) => step.env?.REASON);
        assert.match(ended?.if ?? "", /always\(\) && steps\.install\.outcome != 'success'/);
        assert.match(last?.if ?? "", /always\(\).*steps\.comment\.outcome != 'success'/);
    });

    it("hands out its status, its counts and the comment's address", () => {
        const outputs = Object.keys(preview?.outputs ?? {});
        for (const name of ["status", "create", "update", "replace", "delete", "comment_address"]) {
            assert.ok(outputs.includes(name), name);
        }
    });
});

describe("the workflow apply", () => {
    const { plan, apply } = workflows.apply.jobs;

    it("runs on the main branch only, one run and one environment at a time", () => {
        assert.deepEqual(workflows.apply.on.push, { branches: ["main"] });
        assert.deepEqual(workflows.apply.concurrency, {
            group: "apply",
            "cancel-in-progress": false,
        });
        assert.equal(apply?.strategy?.["max-parallel"], 1);
        assert.equal(apply?.strategy?.["fail-fast"], true);
    });

    it("waits for the approvals of the environment", () => {
        assert.equal(apply?.environment, "${{ matrix.stack }}");
    });

    it("may read the plans where it finds them, and write a comment where it applies them", () => {
        assert.deepEqual(plan?.permissions, {
            contents: "read",
            "pull-requests": "read",
            actions: "read",
        });
        assert.deepEqual(apply?.permissions, { contents: "read", "pull-requests": "write" });
    });

    it("updates by a plan, and by nothing else", () => {
        const runs = stepsOf(workflows.apply).flatMap(({ run }) => run ?? []);
        const updates = runs.filter((run) => /npm run -s apply|pulumi up/.test(run));
        assert.equal(updates.length, 1);
        assert.match(updates[0] ?? "", /npm run -s apply -- "\$STACK" --plans plans /);
    });
});

describe("the workflow drift", () => {
    const { drift } = workflows.drift.jobs;

    it("looks at what is there, on a schedule, and may write issues only", () => {
        assert.ok(workflows.drift.on.schedule);
        assert.deepEqual(drift?.permissions, { contents: "read", issues: "write" });
        assert.ok(
            drift?.steps.some(({ run }) =>
                run?.includes('npm run -s preview -- "$STACK" --refresh '),
            ),
        );
    });
});
