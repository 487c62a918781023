import assert from "node:assert/strict";

import fc from "fast-check";

import { exactly, exactlyOrBeginning } from "../../../components/topology/permissions";

/** Names as they occur, and such as would break a pattern that is not escaped. */
const name = fc.oneof(
    fc.string({ minLength: 1 }).filter((text) => !text.includes("\n")),
    fc.string({
        minLength: 1,
        unit: fc.constantFrom(..."ab.*+?^$|()[]{}\\/#&~- "),
    }),
);

/** RabbitMQ searches for a match anywhere in the name, without anchors of its own. */
const matches = (pattern: string, text: string) => new RegExp(pattern).test(text);

describe("exactly", () => {
    it("escapes what has a meaning in a regular expression", () => {
        assert.equal(exactly(["orders.created"]), "^orders\\.created$");
        assert.equal(exactly(["orders-v1_x"]), "^orders-v1_x$");
    });

    it("lists several names once each, in the same order whatever order they came in", () => {
        assert.equal(exactly(["b", "a.x", "b"]), "^(a\\.x|b)$");
    });

    it("matches nothing but the empty name when there are none", () => {
        assert.equal(exactly([]), "^$");
    });

    it("matches every name in the list and no other", () => {
        fc.assert(
            fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), name, (names, other) => {
                const pattern = exactly(names);
                names.forEach((one) => assert.ok(matches(pattern, one), `${pattern} ${one}`));
                assert.equal(matches(pattern, other), names.includes(other));
                names.forEach((one) => {
                    const longer = `${one}x`;
                    assert.equal(matches(pattern, longer), names.includes(longer));
                    const prefixed = `x${one}`;
                    assert.equal(matches(pattern, prefixed), names.includes(prefixed));
                });
            }),
        );
    });

    it("takes a dot in a name for nothing but a dot", () => {
        assert.ok(!matches(exactly(["orders.created"]), "ordersXcreated"));
        assert.ok(!matches(exactly(["a.b", "c"]), "aXb"));
    });
});

describe("exactlyOrBeginning", () => {
    it("matches every name in the list, every name with the beginning, and no other", () => {
        fc.assert(
            fc.property(fc.array(name, { maxLength: 3 }), name, name, (names, beginning, other) => {
                const pattern = exactlyOrBeginning(names, [beginning]);
                [...names, beginning, beginning + other].forEach((one) =>
                    assert.ok(matches(pattern, one), `${pattern} ${one}`),
                );
                assert.equal(
                    matches(pattern, other),
                    names.includes(other) || other.startsWith(beginning),
                );
            }),
        );
    });
});
