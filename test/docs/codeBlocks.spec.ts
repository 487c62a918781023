import assert from "node:assert/strict";

import prod from "../../policy/config/prod.json";
import { blocksOf, codeBlocks } from "./codeBlocks";

/** Where the blocks of each language are checked. */
const checks: { [language: string]: string } = {
    ts: "typescriptBlocks.spec.ts",
    yaml: "yamlBlocks.spec.ts",
    sh: "shellBlocks.spec.ts",
    json: "here, below",
    mermaid: "the build of the site",
    go: "languages.spec.ts, with the example",
    python: "languages.spec.ts, with the example",
    text: "not at all: what a program prints, or a tree of folders",
};

/** The blocks that are marked as `unchecked`, by where they are, and why. */
const unchecked: { [at: string]: string } = {};

describe("the code in the documentation", () => {
    for (const { at, language, page } of codeBlocks) {
        it(`is in a language that a test checks: ${at}`, () => {
            assert.ok(Object.hasOwn(checks, language), language);
            if (language === "go" || language === "python") {
                assert.equal(page, "docs/languages.md");
            }
        });
    }

    it("is unchecked only where a reason is given here", () => {
        const marked = codeBlocks.filter(({ words }) => words.includes("unchecked"));
        assert.deepEqual(
            marked.map(({ at }) => at),
            Object.keys(unchecked),
        );
    });

    for (const { at, text } of blocksOf("json")) {
        it(`is JSON, and configures policies that there are: ${at}`, () => {
            const ids = Object.keys(JSON.parse(text) as object);
            assert.deepEqual(
                ids.filter((id) => !Object.hasOwn(prod, id)),
                [],
            );
        });
    }
});
