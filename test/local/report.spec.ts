import assert from "node:assert/strict";

import { elapsed } from "../../local/report";

describe("elapsed time", () => {
    it("is in seconds, then in minutes", () => {
        assert.deepEqual(
            [0, 59_400, 60_000, 185_000].map((now) => elapsed(0, now)),
            ["0 s", "59 s", "1 min 0 s", "3 min 5 s"],
        );
    });
});
