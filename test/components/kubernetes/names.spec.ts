import assert from "node:assert/strict";

import { longestName, nameProblems } from "../../../components/kubernetes/names";
import { problemLines } from "../problemLines";

describe("nameProblems", () => {
    for (const name of ["a", "orders-api", "x1", "a".repeat(longestName)]) {
        it(`takes ${name}`, () => {
            assert.deepEqual(nameProblems("name", name), []);
        });
    }

    const refused = ["", "Orders", "1st", "-a", "a-", "a_b", "a.b", "a".repeat(longestName + 1)];
    for (const name of refused) {
        it(`refuses ${JSON.stringify(name)}, which cannot be a Service's name`, () => {
            assert.deepEqual(problemLines(nameProblems("clients.x", name)), [
                `clients.x is ${JSON.stringify(name)}; allowed: at most 40 lower-case letters, ` +
                    `digits and "-", starting with a letter. It becomes a Service name: rename it.`,
            ]);
        });
    }

    it("leaves room for what the components append", () => {
        const longest = ["-nodes", "-definitions", "-topology-xxxxxxxx", "-0"];
        longest.forEach((suffix) => assert.ok(longestName + suffix.length <= 63, suffix));
    });
});
