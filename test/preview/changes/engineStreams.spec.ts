import assert from "node:assert/strict";

import type { StackPreview } from "../../../preview/changes/stackPreview";
import { statusOf } from "../../../preview/changes/verdict";
import { renderComment } from "../../../preview/comment/comment";
import { fixturePreview, fixtureText, previewOf, summary } from "../fixture";

const strict = { allowDataLoss: false };
const comment = (preview: StackPreview) =>
    renderComment([preview], { ...strict, id: "p", limit: 60_000, versions: {} });
const actionsOf = ({ resources }: StackPreview) =>
    resources.map(({ action, name }) => `${action} ${name}`);

describe("a stream of the engine", () => {
    it("with a refresh tells what happens, and apart from it what has drifted", async () => {
        const preview = await fixturePreview("refresh");
        assert.deepEqual(actionsOf(preview), ["delete extra", "create plain", "replace settings"]);
        const drift = preview.drift.map(({ name, isGone }) => [name, isGone]);
        assert.deepEqual(drift, [
            ["plain", true],
            ["settings", false],
        ]);
        assert.match(comment(preview), /### Drift that the refresh found/);
        assert.match(comment(preview), /^- ConfigMap `plain` is gone$/m);
        assert.match(comment(preview), /^- ConfigMap `settings`: `data\.a` 1 → `drifted`/m);
        assert.deepEqual(preview.problems, []);
    });

    it("that only refreshes has drift, and nothing that would be done", async () => {
        const preview = await fixturePreview("refreshOnly");
        assert.deepEqual(actionsOf(preview), []);
        assert.equal(preview.drift.length, 2);
        assert.deepEqual(preview.problems, []);
        assert.doesNotMatch(comment(preview), /no changes/);
    });

    it("in which a refresh comes before deletes and an update is judged by these", async () => {
        const preview = await fixturePreview("refreshUpdate");
        assert.deepEqual(actionsOf(preview), ["delete gone", "update web", "delete rabbitmq"]);
        assert.equal(statusOf(preview, strict), "blocked");
    });

    it("that lacks what the engine counted is no pass", async () => {
        const preview = await fixturePreview("dropped");
        assert.equal(statusOf(preview, strict), "unusable");
        assert.deepEqual(
            preview.problems.map(({ message }) => message.split(";")[0]),
            [
                "has 0 to delete where the engine counted 3",
                "has 0 to replace where the engine counted 2",
            ],
        );
    });

    it("whose state may be corrupt is no pass", async () => {
        const { summaryEvent } = summary;
        const lines = [{ summaryEvent: { ...summaryEvent, maybeCorrupt: true } }];
        assert.equal(statusOf(await previewOf(lines), strict), "unusable");
    });

    it("with retained resources calls nothing a delete", async () => {
        const preview = await fixturePreview("retain");
        assert.deepEqual(actionsOf(preview), ["forget kept"]);
        assert.match(comment(preview), /\*\*forget\*\* ConfigMap `kept`: it stays where it is/);
        assert.match(comment(preview), /1 to forget/);
    });

    it("with an import, a new name or a lost protection says so", async () => {
        assert.deepEqual(actionsOf(await fixturePreview("import")), ["import brought"]);
        const renamed = comment(await fixturePreview("rename"));
        assert.match(
            renamed,
            /^- ConfigMap `renamed` is renamed, so far `plain`; the object stays\.$/m,
        );
        const bare = comment(await fixturePreview("unprotect"));
        assert.match(bare, /^- ConfigMap `guarded` is \*\*no longer protected\*\*/m);
        for (const text of [renamed, bare]) {
            assert.doesNotMatch(text, /no changes/);
        }
    });

    it("in which only outputs change has changes", async () => {
        const text = comment(await fixturePreview("outputs"));
        assert.doesNotMatch(text, /no changes/);
        assert.match(text, /stack outputs change/);
        assert.match(text, /stack outputs: `seen` 1 → 2/);
    });

    it("of some targets names them, and what is left alone as not looked at", async () => {
        const targets = [
            "urn:pulumi:team-preview::preview-streams::kubernetes:core/v1:ConfigMap::settings",
            "**<b>",
        ];
        const preview = await previewOf(fixtureText("target").split("\n"), "prod", { targets });
        assert.deepEqual(actionsOf(preview), ["replace settings"]);
        assert.deepEqual(preview.problems, []);
        const text = comment(preview);
        assert.match(text, /1 to replace, 6 unchanged or not looked at/);
        assert.match(text, /^ {2}- Only of ConfigMap `settings`, `\*\*<b>` \(`--target`\): /m);
        assert.doesNotMatch(comment(await fixturePreview("target")), /--target|not looked at/);
    });

    it("of targets that stay the same says so of these only", async () => {
        const preview = await previewOf([summary], "prod", { targets: ["**web"] });
        assert.match(comment(preview), /no changes to the targets/);
    });

    it("that has more than the engine counted is no pass, even where it counted nothing", async () => {
        const created = fixtureText("remedy").split("\n")[0];
        for (const resourceChanges of [undefined, null, {}, { same: 3 }]) {
            const counted = { ...summary.summaryEvent, resourceChanges };
            const preview = await previewOf([created, { summaryEvent: counted }]);
            assert.equal(statusOf(preview, strict), "unusable");
            assert.deepEqual(
                preview.problems.map(({ message }) => message),
                ["has 1 to create where the engine counted 0; preview again"],
            );
        }
    });

    it("shows what a Secret is called, and not what it holds", async () => {
        const type = "kubernetes:core/v1:Secret";
        const urn = `urn:pulumi:prod::p::${type}::admin`;
        const made = { metadata: { name: "admin-1a2b3c4d" }, data: { password: "aHVudGVyMg==" } };
        const stack = "pulumi:pulumi:Stack";
        const outputs = (administratorSecret: string) => ({
            inputs: {},
            outputs: { administratorSecret, clientSecret: "hunter2", password: "hunter2too" },
        });
        const text = comment(
            await previewOf([
                {
                    resourcePreEvent: {
                        metadata: { op: "create", urn, type, new: { inputs: made } },
                    },
                },
                {
                    resOutputsEvent: {
                        metadata: {
                            ...{ op: "same", urn: `urn:pulumi:prod::p::${stack}::s`, type: stack },
                            old: { inputs: {}, outputs: {} },
                            new: outputs("admin-1a2b3c4d"),
                        },
                    },
                },
                summary,
            ]),
        );
        assert.match(
            text,
            /stack outputs: `administratorSecret` \(none\) → `admin-1a2b3c4d`, `clientSecret` \(none\) → \(secret\), `password` \(none\) → \(secret\)/,
        );
        assert.doesNotMatch(text, /hunter2|aHVud/);
    });

    it("with a policy that rewrites resources shows what it made of them", async () => {
        const text = comment(await fixturePreview("remedy"));
        assert.match(text, /### Rewritten by policies/);
        assert.match(text, /^- Deployment `web`: `replicas` 1 → 3, by `force-replicas`$/m);
    });

    it("that puts a variable first tells one variable, and no secret that moves", async () => {
        const text = comment(await fixturePreview("shift"));
        assert.match(
            text,
            /^- update Deployment `web`: `containers\[c\]\.env\[NEW\]\.value` \(none\) → 0$/m,
        );
        assert.doesNotMatch(text, /LEAK/);
    });

    it("with secrets below a name that says so shows none", async () => {
        assert.doesNotMatch(comment(await fixturePreview("nestedSecretName")), /LEAK/);
    });
});
