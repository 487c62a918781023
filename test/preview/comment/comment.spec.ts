import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import MarkdownIt from "markdown-it";

import type { StackPreview } from "../../../preview/changes/stackPreview";
import { type CommentOptions, marker, renderComment } from "../../../preview/comment/comment";
import { fixturePreview, fixtures, fixtureText, previewOf } from "../fixture";

const options: CommentOptions = {
    id: "preview",
    limit: 60_000,
    allowDataLoss: false,
    commit: "0123456789abcdef0123456789abcdef01234567",
    versions: { Pulumi: "3.259.0", "queue-workloads-preview": "0.1.0" },
};
const render = (previews: StackPreview[]) => renderComment(previews, options);
const tenLines = (comment: string) => comment.split("\n").slice(0, 10).join("\n");

/** Of what is only created, the full diff is thousands of properties: a few lines of it tell how it reads. */
function withoutLongDiff(comment: string): string {
    return comment.replace(
        /(```diff\n(?:.*\n){12})(?:.*\n){100,}?(?=```\n\n<\/details>)/,
        "$1(...)\n",
    );
}

/** `UPDATE_GOLDEN=1 npm test` writes the golden comments anew; read the diff before you commit it. */
function assertGolden(name: string, comment: string): void {
    const file = join(__dirname, "golden", `${name}.md`);
    if (process.env.UPDATE_GOLDEN) {
        writeFileSync(file, `${comment}\n`);
    }
    assert.equal(`${comment}\n`, readFileSync(file, "utf8"));
}

describe("the comment", () => {
    for (const name of fixtures) {
        it(`of the recorded stream ${name} is the golden one`, async () => {
            assertGolden(name, withoutLongDiff(render([await fixturePreview(name)])));
        });
    }

    it("of several stacks says for each line which stack it is about", async () => {
        const stacks = [
            await fixturePreview("update", "staging"),
            await fixturePreview("violation", "prod"),
            await fixturePreview("programError", "dev"),
        ];
        assertGolden("severalStacks", render(stacks));
    });

    it("tells in its first ten lines which policies block two brokers and a LoadBalancer", async () => {
        const start = tenLines(render([await fixturePreview("violation")]));
        assert.match(start, /^- ⛔ \*\*prod\*\* blocked: violates/m);
        assert.match(
            start,
            /`replica-broker-minimum`.*spec\.replicas is 2; prod requires at least 3/,
        );
        assert.match(start, /`port-service-type`.*spec\.type is LoadBalancer; .* Use ClusterIP/);
    });

    it("tells in its first ten lines why the program failed", async () => {
        const start = tenLines(render([await fixturePreview("programError")]));
        assert.match(
            start,
            /❌ \*\*prod\*\* failed: .*broker\.replicas is 2; allowed: 1, 3, 5, 7\. Use 3/,
        );
    });

    it("tells in its first ten lines which property replaces the broker's StatefulSet", async () => {
        const comment = render([await fixturePreview("replace")]);
        const start = tenLines(comment);
        assert.match(
            start,
            /blocked: replaces StatefulSet `rabbitmq`, forced by `spec\.podManagementPolicy`/,
        );
        assert.match(start, /\*\*3 pods go away at once\*\*/);
        assert.match(comment, /`podManagementPolicy` `Parallel` → `OrderedReady`; deleted first/);
    });

    it("lets the replacement pass with a warning once the data loss is agreed on", async () => {
        const comment = renderComment([await fixturePreview("replace")], {
            ...options,
            allowDataLoss: true,
        });
        assert.match(tenLines(comment), /⚠️ \*\*prod\*\* pass with warnings: replaces StatefulSet/);
    });

    it("is the same when another preview makes up other names", async () => {
        const text = fixtureText("create");
        const names = [...new Set(text.match(/(?<=rabbitmq-[a-z-]+-)[0-9a-f]{8}(?=")/g))];
        assert.ok(names.length >= 4);
        const renamed = names.reduce(
            (stream, name, i) => stream.replaceAll(name, `${i}`.padStart(8, "a0")),
            text,
        );
        const [first, second] = [await previewOf([text]), await previewOf([renamed])];
        assert.equal(render([first]), render([second]));
    });

    it("shows no debug line and no secret that stands in one", async () => {
        for (const name of ["rotation", "officialUpdate"] as const) {
            assert.ok(fixtureText(name).includes("CANARY"));
            assert.ok(!render([await fixturePreview(name)]).includes("CANARY"));
        }
    });

    it("of 500 resources says what it truncated, from the bottom", async () => {
        const comment = render([await fixturePreview("resources500")]);
        assert.ok(comment.length <= 60_000, `${comment.length} characters`);
        assert.match(comment, /\*\*Truncated to fit:\*\* [\d]+ lines of the full diff\./);
        assert.match(comment, /<summary>505 resources to create<\/summary>/);
        const counts = [...comment.matchAll(/^- [\w ]+ \((\d+)\): /gm)].map(([, n]) => Number(n));
        assert.equal(
            counts.reduce((sum, count) => sum + count, 0),
            505,
        );
        assert.ok(comment.endsWith(marker("preview")));
    });

    it("becomes HTML in which every table has its rows and nothing stays open", async () => {
        for (const name of fixtures) {
            const preview = await fixturePreview(name);
            const html = new MarkdownIt({ html: true }).render(render([preview]));
            const rows = html.match(/<tr>/g)?.length ?? 0;
            const tables = html.match(/<table>/g)?.length ?? 0;
            assert.equal(rows - tables, preview.findings.length, name);
            const opened = html.match(/<details>/g)?.length;
            assert.equal(html.match(/<\/details>/g)?.length, opened, name);
            assert.match(html, /<!-- queue-workloads-preview: preview -->\s*$/);
        }
    });
});
