import assert from "node:assert/strict";

import { anchoredPatternProblems, patternProblems } from "../../../components/topology/patterns";
import { problemLines } from "../problemLines";

describe("patternProblems", () => {
    it("takes what RabbitMQ can compile", () => {
        for (const pattern of ["", ".", "^orders\\.(eu|us)$", "(?i)^orders", "[[:alpha:]]+"]) {
            assert.deepEqual(patternProblems("pattern", pattern), [], pattern);
        }
    });

    it("refuses what it cannot, and says why", () => {
        assert.deepEqual(problemLines(patternProblems("policies.a.pattern", "^(orders")), [
            'policies.a.pattern is "^(orders"; allowed: a regular expression. Unterminated group: correct it.',
        ]);
        for (const pattern of ["*", "[a", "a\\", "a{2,1}"]) {
            assert.equal(patternProblems("pattern", pattern).length, 1, pattern);
        }
    });
});

describe("anchoredPatternProblems", () => {
    it("takes a pattern from the start of a routing key", () => {
        assert.deepEqual(anchoredPatternProblems("routingKeys.events", "^orders\\."), []);
    });

    it("refuses one that would match anywhere, and writes the one that does not", () => {
        assert.deepEqual(problemLines(anchoredPatternProblems("routingKeys.events", "orders")), [
            'routingKeys.events is "orders"; allowed: a regular expression that begins with "^". ' +
                "RabbitMQ looks for a match anywhere in the text: write ^orders.",
        ]);
    });

    it("refuses an anchored one that cannot be compiled", () => {
        assert.equal(anchoredPatternProblems("routingKeys.events", "^(").length, 1);
    });
});
