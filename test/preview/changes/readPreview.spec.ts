import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";

import { readPreview } from "../../../preview/changes/readPreview";
import { statusOf } from "../../../preview/changes/verdict";
import { fixtureText, previewOf, summary } from "../fixture";

const lines = () => fixtureText("update").trimEnd().split("\n");
const updated = async (stream: unknown[]) => {
    const preview = await previewOf(stream);
    return {
        problems: preview.problems.map((p) => [...p.lines, p.message]),
        updates: preview.resources.length,
        status: statusOf(preview, { allowDataLoss: false }),
    };
};
const noSummary =
    "has no summaryEvent: it was truncated, or the preview ended early; look at what `pulumi preview` printed on standard error";

describe("a stream that is not as it should be", () => {
    it("is fine when it is whole", async () => {
        assert.deepEqual(await updated(lines()), { problems: [], updates: 1, status: "pass" });
    });

    it("is reported as truncated, and what is there is shown", async () => {
        const text = lines().join("\n");
        const cut = await updated([text.slice(0, text.lastIndexOf("summaryEvent"))]);
        assert.deepEqual(cut, {
            problems: [
                [
                    lines().length - 1,
                    "is cut off: it is not complete JSON; the stream was truncated",
                ],
                [noSummary],
            ],
            updates: 1,
            status: "unusable",
        });
    });

    it("is reported as ended early when its last lines are missing", async () => {
        const cut = await updated(lines().slice(0, -2));
        assert.deepEqual(cut, { problems: [[noSummary]], updates: 1, status: "unusable" });
    });

    it("has the lines that are not JSON reported together, and the rest shown", async () => {
        const [first, ...rest] = lines();
        const found = await updated(["Installing dependencies...", first, "", "done", ...rest]);
        assert.deepEqual(found.problems, [
            [
                1,
                4,
                "is not JSON; record the stream with `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json`",
            ],
        ]);
        assert.equal(found.updates, 1);
    });

    it("has an unknown event kind reported, and the rest shown", async () => {
        const found = await updated([{ sequence: 1, quantumEvent: {} }, ...lines()]);
        assert.deepEqual(found.problems, [
            [
                1,
                'has the unknown event kind "quantumEvent"; the stream is probably of a newer CLI version: update queue-workloads-preview',
            ],
        ]);
        assert.equal(found.updates, 1);
        assert.equal(found.status, "unusable");
    });

    it("has the fields of another CLI version reported with what is allowed", async () => {
        const metadata = { op: "teleport", type: "t" };
        const { problems } = await updated([{ resourcePreEvent: { metadata } }, summary]);
        const texts = problems.map(([, text]) => text);
        assert.equal(texts.length, 2);
        assert.match(
            String(texts[0]),
            /resourcePreEvent\.metadata an object, which must have required property 'urn'/,
        );
        assert.match(
            String(texts[1]),
            /resourcePreEvent\.metadata\.op "teleport", which must be "same", "create"/,
        );
    });

    it("is reported as an update when it is none of a preview", async () => {
        const { problems } = await updated([{ summaryEvent: { isPreview: false } }]);
        assert.match(
            String(problems[0]),
            /summaryEvent\.isPreview false, which must be true; record the stream with `pulumi preview`/,
        );
    });

    it("is reported as empty", async () => {
        const { problems, status } = await updated([]);
        assert.match(String(problems[0]), /is empty: the preview ended before its first event/);
        assert.equal(status, "unusable");
    });

    it("is recognised as the summary that --json prints without streaming", async () => {
        for (const digest of [[{ steps: [], changeSummary: {} }], ["{", '  "steps": []', "}"]]) {
            const { problems } = await updated(digest);
            assert.match(
                String(problems[0]),
                /is the summary that `pulumi preview --json` prints, not engine events/,
            );
        }
    });

    it("never repeats a value that it does not understand", async () => {
        const secret = "p4ssw0rd with spaces, certainly secret";
        const { problems } = await updated([
            { diagnosticEvent: { message: [secret], severity: "error" } },
            { [secret]: {} },
            `{"plain": "${secret}`,
        ]);
        assert.equal(problems.length, 4);
        assert.ok(!JSON.stringify(problems).includes("p4ssw0rd"));
    });

    it("is reported when the file cannot be read", async () => {
        const preview = await readPreview("prod", createReadStream("no/such/file"));
        assert.match(preview.problems[0]?.message ?? "", /^cannot be read: ENOENT/);
    });

    it("that ends early is a failed preview where the CLI says why", async () => {
        const noise = "warning: using pulumi-language-nodejs from $PATH at /bin/x\n";
        const stderr = () => Promise.resolve(`${noise}error: no stack named 'prod' found\n`);
        const preview = await readPreview("prod", Readable.from([]), { stderr });
        assert.deepEqual(preview.errors, [
            { urn: "", message: "error: no stack named 'prod' found" },
        ]);
        assert.equal(statusOf(preview, { allowDataLoss: false }), "failed");
    });
});
