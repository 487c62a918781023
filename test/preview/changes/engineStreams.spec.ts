import assert from "node:assert/strict";

import type { StackPreview } from "../../../preview/changes/stackPreview";
import { statusOf } from "../../../preview/changes/verdict";
import { renderComment } from "../../../preview/comment/comment";
import { fixturePreview, previewOf, summary } from "../fixture";

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
                "has 0 of the 3 resources that the engine counted as delete",
                "has 0 of the 2 resources that the engine counted as replace",
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

    it("of some targets tells what is left alone as unchanged", async () => {
        const preview = await fixturePreview("target");
        assert.deepEqual(actionsOf(preview), ["replace settings"]);
        assert.deepEqual(preview.problems, []);
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
