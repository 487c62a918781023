import assert from "node:assert/strict";

import { processArguments, processState, stateIn } from "../../../local/cluster/processState";

describe("the state of a process", () => {
    it("is read behind the command's name, whatever that holds", () => {
        assert.equal(stateIn("12 (a) Z b) S 1 12 12 0 -1"), "S");
        assert.equal(stateIn("12 (etcd) Z 1 12 12 0 -1"), "Z");
    });

    it("is known for a process that runs and unknown for one that does not", () => {
        assert.match(processState(process.pid) ?? "", /^[RS]$/);
        // Above the highest process id that Linux gives out.
        assert.equal(processState(2 ** 22 + 1), undefined);
        assert.equal(processArguments(2 ** 22 + 1), undefined);
    });

    it("comes with its arguments", () => {
        assert.equal(processArguments(process.pid)?.[0], process.argv0);
    });
});
