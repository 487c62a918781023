import assert from "node:assert/strict";

import { consentCode } from "../../../preview/changes/consent";
import { statusOf } from "../../../preview/changes/verdict";
import { renderComment } from "../../../preview/comment/comment";
import { previewOf, summary } from "../fixture";

const commit = "0123456789abcdef0123456789abcdef01234567";
const losing = (...names: string[]) =>
    previewOf([
        ...names.map((name) => {
            const type = "kubernetes:core/v1:PersistentVolumeClaim";
            const urn = `urn:pulumi:prod::p::${type}::${name}`;
            return { resourcePreEvent: { metadata: { op: "delete", urn, type, old: {} } } };
        }),
        summary,
    ]);
const options = { allowDataLoss: false, commit };

describe("consent to lose data", () => {
    it("is the code in the comment, and lets the change pass with a warning", async () => {
        const preview = await losing("a");
        const comment = renderComment([preview], {
            ...options,
            id: "p",
            limit: 9000,
            versions: {},
        });
        const [, code = ""] = /`--consent ([0-9a-f]{12})`/.exec(comment) ?? [];
        assert.equal(statusOf(preview, options), "blocked");
        assert.equal(statusOf(preview, { ...options, consents: [code] }), "warn");
        const agreed = { ...options, consents: [code], id: "p", limit: 9000, versions: {} };
        assert.doesNotMatch(renderComment([preview], agreed), /--consent/);
    });

    it("holds for one commit only", async () => {
        const preview = await losing("a");
        const code = consentCode(preview, commit);
        const later = { ...options, commit: commit.replace("0", "1"), consents: [code] };
        assert.equal(statusOf(preview, later), "blocked");
        assert.equal(statusOf(preview, { allowDataLoss: false, consents: [code] }), "blocked");
    });

    it("holds for these resources only, in whatever order they come", async () => {
        const consents = [consentCode(await losing("a", "b"), commit)];
        assert.equal(statusOf(await losing("b", "a"), { ...options, consents }), "warn");
        assert.equal(statusOf(await losing("a", "b", "c"), { ...options, consents }), "blocked");
        assert.equal(statusOf(await losing("a"), { ...options, consents }), "blocked");
    });

    it("is asked for nowhere else: not without a loss, nor without a commit to bind it to", async () => {
        const text = (preview: Awaited<ReturnType<typeof losing>>, bound?: string) =>
            renderComment([preview], {
                ...{ allowDataLoss: false, commit: bound, id: "p", limit: 9000, versions: {} },
            });
        assert.doesNotMatch(text(await losing(), commit), /--consent/);
        assert.doesNotMatch(text(await losing("a")), /--consent/);
    });
});
