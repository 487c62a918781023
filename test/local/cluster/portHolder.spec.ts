import assert from "node:assert/strict";

import { holderIn } from "../../../local/cluster/portHolder";

describe("the holder of a port", () => {
    it("is nobody when nobody listens", () => assert.equal(holderIn("\n"), undefined));

    it("is named with its process", () => {
        const line = 'LISTEN 0 5 127.0.0.1:16443 0.0.0.0:* users:(("python3",pid=7667,fd=3))';
        assert.equal(holderIn(line), "python3 (process 7667)");
    });

    it("is still found when the system does not say who it is", () => {
        const line = "LISTEN 0 5 127.0.0.1:16443 0.0.0.0:*";
        assert.equal(holderIn(line), "a process of another user");
    });
});
