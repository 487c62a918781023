import { equal } from "node:assert/strict";

import * as fc from "fast-check";

import { matchesGlob } from "../../../policy/engine/glob";

describe("a pattern in which * stands for anything", () => {
    it("matches what a regular expression with .* in its place matches", () => {
        const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 8 });
        const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "*"), maxLength: 6 });
        fc.assert(
            fc.property(pattern, text, (glob, found) => {
                const source = glob.replaceAll(".", "\\.").replaceAll("*", ".*");
                equal(matchesGlob(glob, found), new RegExp(`^${source}$`).test(found));
            }),
            { numRuns: 2000 },
        );
    });

    it("takes no longer than the text is long, however many * there are", () => {
        equal(matchesGlob("*a".repeat(5000) + "b", "a".repeat(20_000)), false);
    });
});
