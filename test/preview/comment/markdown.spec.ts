import assert from "node:assert/strict";

import fc from "fast-check";
import MarkdownIt from "markdown-it";

import { codeSpan, messageText, plainText } from "../../../preview/comment/markdown";
import { plural } from "../../../preview/comment/plural";

const printable = fc
    .string({ unit: "binary", minLength: 1, maxLength: 80 })
    .filter((text) => /\S/.test(text));
const inline = (markdown: string) =>
    new MarkdownIt({ html: true })
        .parseInline(markdown, {})
        .flatMap(({ children }) => children ?? []);

describe("Markdown", () => {
    it("shows any text in a code span as it is, on one line", () => {
        fc.assert(
            fc.property(printable, (text) => {
                const [code, ...rest] = inline(codeSpan(text)).filter(
                    ({ type }) => type !== "text",
                );
                assert.equal(code?.type, "code_inline");
                assert.deepEqual(rest, []);
            }),
        );
        assert.equal(codeSpan("a`b``c"), "``` a`b``c ```");
        assert.equal(codeSpan("a\n  b"), "`a b`");
    });

    it("reads nothing into plain text but line breaks", () => {
        fc.assert(
            fc.property(printable, (text) => {
                const types = new Set(inline(plainText(text)).map(({ type }) => type));
                types.delete("text");
                types.delete("text_special");
                types.delete("html_inline");
                assert.deepEqual([...types], []);
            }),
        );
        assert.equal(plainText("<b>@me *x* _y_"), "&lt;b&gt;@\u200bme \\*x\\* \\_y\\_");
    });

    it("keeps the code spans of a message", () => {
        assert.equal(messageText("set `a_b` to *1*"), "set `a_b` to \\*1\\*");
    });
});

describe("a count with its noun", () => {
    it("has the plural that the noun takes", () => {
        const nouns: [number, string, string][] = [
            [1, "policy", "1 policy"],
            [2, "policy", "2 policies"],
            [0, "pod", "0 pods"],
            [3, "line of the full diff", "3 lines of the full diff"],
            [2, "delete or replacement", "2 deletes or replacements"],
        ];
        for (const [count, noun, text] of nouns) {
            assert.equal(plural(count, noun), text);
        }
    });
});
