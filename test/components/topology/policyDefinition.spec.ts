import assert from "node:assert/strict";

import { policyDefinitionProblems } from "../../../components/topology/policyDefinition";
import { problemLines } from "../problemLines";

const lines = (definition: { [key: string]: unknown }) =>
    problemLines(policyDefinitionProblems("definition", definition));

describe("policyDefinitionProblems", () => {
    it("takes what RabbitMQ takes", () => {
        const definitions = [
            { "max-length": 0, "max-length-bytes": 5, "message-ttl": 0, expires: 1 },
            { "delivery-limit": -1, overflow: "reject-publish-dlx", "max-age": "7D" },
            { "delayed-retry-type": "all", "delayed-retry-min": 1, "delayed-retry-max": 2 },
            { "delayed-retry-type": "disabled", "queue-version": 2, "alternate-exchange": "rest" },
        ];
        for (const definition of definitions) {
            assert.deepEqual(lines(definition), [], JSON.stringify(definition));
        }
    });

    it("refuses an empty one, a key that nobody knows, and values of the wrong kind", () => {
        assert.match(lines({})[0]!, /^definition is \{\}; allowed: one key or more/);
        assert.match(
            lines({ "max-lenght": 5 })[0]!,
            /^definition.max-lenght is 5; allowed: the keys .*max-length,.*RabbitMQ knows no such key/,
        );
        assert.deepEqual(lines({ "max-length": "abc" }), [
            'definition.max-length is "abc"; allowed: a whole number from 0. Correct it.',
        ]);
        const refused: { [key: string]: unknown }[] = [
            { "max-length": -1 },
            { expires: 0 },
            { "message-ttl": 1.5 },
            { overflow: "drop-tail" },
            { "max-age": 5 },
            { "max-age": "0s" },
            { "max-age": "5x" },
            { "stream-filter-size-bytes": 300 },
            { "dead-letter-exchange": true },
            { "delayed-retry-type": "all" },
            { toString: 1 },
        ];
        for (const definition of refused) {
            assert.equal(lines(definition).length, 1, JSON.stringify(definition));
        }
    });

    it("reports every key that is wrong", () => {
        assert.equal(lines({ "max-length": "abc", "max-lenght": 5, expires: 1 }).length, 2);
    });
});
