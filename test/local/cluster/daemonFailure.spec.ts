import assert from "node:assert/strict";

import { lastLines } from "../../../local/cluster/daemonFailure";

describe("the last lines of a log", () => {
    it("are the newest ones in their order, blank ones left out", () => {
        assert.deepEqual(lastLines("one\n\ntwo\n   \nthree\n", 2), ["two", "three"]);
        assert.deepEqual(lastLines("", 5), []);
    });

    it("are cut where they become unreadable", () => {
        const [line] = lastLines("x".repeat(5000), 1);
        assert.equal(line, `${"x".repeat(300)}...`);
    });
});
