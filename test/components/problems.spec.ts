import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { numberProblems, problem, throwOnProblems } from "../../components/problems";
import { problemLines } from "./problemLines";

describe("problem", () => {
    it("says where, what was given, what is allowed and how to mend it", () => {
        const found = problem("replicas", 2, "1, 3, 5, 7", "Use 3.");
        assert.deepEqual(found, {
            path: "replicas",
            reason: "is 2; allowed: 1, 3, 5, 7. Use 3.",
        });
    });
});

describe("numberProblems", () => {
    it("takes whole numbers within limits, the limits too, and nothing at all", () => {
        for (const value of [undefined, 1, 5, 10]) {
            assert.deepEqual(numberProblems("x", value, 1, 10), []);
        }
    });

    for (const value of [0, 11, 1.5, -1]) {
        it(`refuses ${value}`, () => {
            assert.deepEqual(problemLines(numberProblems("x", value, 1, 10)), [
                `x is ${value}; allowed: a whole number from 1 to 10. Correct it.`,
            ]);
        });
    }

    for (const value of [NaN, Infinity]) {
        it(`refuses ${value}`, () => {
            assert.equal(numberProblems("x", value, 1, 10).length, 1);
        });
    }
});

describe("throwOnProblems", () => {
    const two = [problem("a", 1, "2", "Use 2."), problem("b.c", "x", "y", "Use y.")];

    it("does nothing when nothing is wrong", () => {
        throwOnProblems("It", []);
    });

    it("lists every problem in one message", () => {
        assert.throws(() => throwOnProblems('RabbitMqBroker "b"', two), {
            message: [
                'RabbitMqBroker "b" has 2 problems:',
                "  a is 1; allowed: 2. Use 2.",
                '  b.c is "x"; allowed: y. Use y.',
            ].join("\n"),
        });
    });

    it("counts one problem as one", () => {
        assert.throws(() => throwOnProblems("It", two.slice(0, 1)), /^.*It has 1 problem:\n/);
    });

    it("names the properties to Pulumi, for programs in other languages", () => {
        assert.throws(
            () => throwOnProblems("It", two),
            (error) => {
                assert.ok(pulumi.InputPropertiesError.isInstance(error));
                assert.deepEqual(
                    error.errors?.map(({ propertyPath }) => propertyPath),
                    ["a", "b.c"],
                );
                return true;
            },
        );
    });
});
