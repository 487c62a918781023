import assert from "node:assert/strict";

import fc from "fast-check";
import MarkdownIt from "markdown-it";

import type { StackPreview } from "../../../preview/changes/stackPreview";
import { marker, renderComment } from "../../../preview/comment/comment";

const options = { id: "preview", allowDataLoss: false, versions: { Pulumi: "3.259.0" } };
const urn = "urn:pulumi:prod::p::kubernetes:apps/v1:Deployment::worker";

const line = fc.string({ unit: "binary", maxLength: 300 });
const finding = fc.record({
    level: fc.constantFrom("mandatory", "advisory", "not evaluated"),
    pack: line,
    policy: line,
    severity: line,
    urn: fc.constant(urn),
    description: line,
    message: line,
});
const value = fc.oneof(
    fc.record({ is: fc.constantFrom("absent", "secret", "unknown", "hidden") }),
    fc.record({ is: fc.constant("value"), text: line }),
);
const change = fc
    .record({
        path: line,
        label: line,
        before: value,
        after: value,
        forcesReplacement: fc.boolean(),
    })
    // What is there neither before nor after does not change.
    .filter(({ before, after }) => before.is !== "absent" || after.is !== "absent");
const resource = fc.record({
    action: fc.constantFrom("create", "update", "replace", "delete"),
    urn: fc.constant(urn),
    type: line,
    kind: line,
    name: line,
    changes: fc.array(change, { maxLength: 5 }),
    deletedFirst: fc.boolean(),
    isRetained: fc.boolean(),
    dataLoss: fc.constantFrom(undefined, "deletes", "shrinks"),
});
const beside = { urn: fc.constant(urn), kind: line, name: line };
const diagnostic = fc.record({ urn: fc.constant(""), message: line });
const preview = fc.record({
    stack: fc.stringMatching(/^[\w.-]{1,30}$/),
    outcome: fc.constantFrom("succeeded", "failed", "canceled", "incomplete"),
    targets: fc.array(line, { maxLength: 3 }),
    isNewStack: fc.boolean(),
    resources: fc.array(resource, { maxLength: 30 }),
    unchanged: fc.nat(),
    outputs: fc.array(change, { maxLength: 5 }),
    drift: fc.array(
        fc.record({
            ...beside,
            isGone: fc.boolean(),
            changes: fc.array(change, { maxLength: 3 }),
        }),
        { maxLength: 5 },
    ),
    remediations: fc.array(
        fc.record({ ...beside, policy: line, pack: line, changes: fc.array(change) }),
        { maxLength: 5 },
    ),
    notes: fc.array(fc.record({ ...beside, is: fc.constant("renamed"), formerName: line }), {
        maxLength: 5,
    }),
    capacity: fc.constant({
        before: { pods: 1, cores: 1, memoryBytes: 1, storageBytes: 1 },
        after: { pods: 2, cores: 1, memoryBytes: 1, storageBytes: 1 },
        isAutoscaled: true,
        keptStorageBytes: 1,
    }),
    findings: fc.array(finding, { maxLength: 30 }),
    policies: fc.constant([]),
    policyPacks: fc.dictionary(fc.stringMatching(/^[a-z]{1,10}$/), fc.constant("1.0.0"), {
        maxKeys: 3,
    }),
    errors: fc.array(diagnostic, { maxLength: 10 }),
    warnings: fc.array(diagnostic, { maxLength: 10 }),
    problems: fc.array(fc.record({ lines: fc.array(fc.nat()), message: line }), { maxLength: 5 }),
}) as fc.Arbitrary<StackPreview>;

describe("any comment", () => {
    it("keeps to its limit, begins with the verdicts and ends with its marker", () => {
        fc.assert(
            fc.property(
                fc.array(preview, { minLength: 1, maxLength: 4 }),
                fc.integer({ min: 3_000, max: 60_000 }),
                (previews, limit) => {
                    const comment = renderComment(previews, { ...options, limit });
                    assert.ok(comment.length <= limit, `${comment.length} of ${limit}`);
                    assert.ok(comment.startsWith("## Preview\n\n- "));
                    assert.ok(comment.endsWith(marker("preview")));
                },
            ),
            { numRuns: 60, endOnFailure: true },
        );
    });

    it("says what it truncated whenever it truncated anything", () => {
        fc.assert(
            fc.property(preview, (one) => {
                const [whole, cut] = [1e9, 3_000].map((limit) =>
                    renderComment([one], { ...options, limit }),
                ) as [string, string];
                assert.equal(cut.includes("\n**Truncated to fit:**"), cut !== whole);
            }),
            { numRuns: 40, endOnFailure: true },
        );
    });

    it("lets no text close a code block, open a tag or mention anyone", () => {
        fc.assert(
            fc.property(preview, (one) => {
                const comment = renderComment([one], { ...options, limit: 1e9 });
                const tokens = new MarkdownIt({ html: true })
                    .parse(comment, {})
                    .flatMap((token) => [token, ...(token.children ?? [])]);
                const contents = (...types: string[]) =>
                    tokens.filter(({ type }) => types.includes(type)).map(({ content }) => content);
                for (const html of contents("html_inline", "html_block")) {
                    assert.match(html, ownHtml);
                }
                assert.doesNotMatch(contents("text").join("\n"), /@\w/);
                assert.equal(contents("fence").length, one.errors.length + (hasDiff(one) ? 1 : 0));
            }),
            { numRuns: 60, endOnFailure: true },
        );
    });
});

const ownHtml =
    /^\s*(<br>|<\/?sub>|<\/details>|<details><summary>[\w ]+<\/summary>|<!-- queue-workloads-preview: preview -->)\s*$/;

function hasDiff({ resources, outputs }: StackPreview): boolean {
    return resources.length > 0 || outputs.length > 0;
}
