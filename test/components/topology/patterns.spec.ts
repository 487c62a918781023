import assert from "node:assert/strict";

import {
    anchored,
    anchoredPatternProblems,
    fits,
    patternProblems,
} from "../../../components/topology/patterns";
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

    it("refuses what JavaScript takes and PCRE does not, and says what to write", () => {
        const refused: [pattern: string, fix: RegExp][] = [
            ["^[^]", /write what the class holds/],
            ["^[]", /write what the class holds/],
            ["^\\u0041", /write the character itself/],
            ["^[\\w-.]+$", /move the hyphen/],
            ["^[a-\\d]", /move the hyphen/],
            ["(?<=a+)b", /fixed length/],
            ["(?<!x(a|bc))b", /fixed length/],
            ["^a{70000}", /65535/],
            ["^a{1,70000}", /65535/],
            ["^(?:abc){20000}", /too long/],
            ["^((ab){1,90}){1,90}", /too long/],
            [`^${"a".repeat(7_500)}`, /too long/],
            ["^\\1a", /refers back/],
            ["^\\k<name>", /write the character itself/],
        ];
        for (const [pattern, fix] of refused) {
            const [line] = problemLines(patternProblems("pattern", pattern));
            assert.match(line ?? "", fix, pattern);
        }
    });

    it("takes what looks like that and is not", () => {
        const taken = [
            ...[
                "[]a]x".slice(1),
                "[^a]",
                "\\[]",
                "[\\w.-]",
                "[-\\w]",
                "\\d-x",
                "[[:alpha:]-]",
                "\\x41",
            ],
            ...["^([a-z]{1,100}\\.){1,20}", "^(\\d{1,3}\\.){3}\\d{1,3}$"],
            ...["(?<=ab|c)d", "a{1,65535}", "(a|b)\\1", "(?<name>a)\\1", "\\\\u"],
        ];
        for (const pattern of taken) {
            assert.deepEqual(patternProblems("pattern", pattern), [], pattern);
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

describe("fits", () => {
    it("looks for a match anywhere in the name, with the options that the pattern begins with", () => {
        assert.ok(fits("der", "orders"));
        assert.ok(!fits("^der", "orders"));
        assert.ok(fits("(?i)^ORD", "orders"));
        assert.ok(!fits("^ORD", "orders"));
    });
});

describe("anchored", () => {
    it("lets every alternative begin where the first does", () => {
        assert.ok(!new RegExp(anchored("^a|b")).test("xb"));
        assert.ok(new RegExp(anchored("^a|b")).test("bx"));
        assert.equal(anchored("^orders\\."), "^orders\\.");
    });
});
